// Which language does the reader want, and how is a thing called in it?
import { computed, ref } from 'vue'
import { wire } from '../api/client'
import type { Said } from '../api/types'
import { en } from './en'
import { zh } from './zh'

export type Language = 'zh' | 'en'

function remembered(): Language {
  return localStorage.getItem('junheng.language') === 'en' ? 'en' : 'zh'
}

export const language = ref<Language>('zh')
export const words = computed(() => (language.value === 'zh' ? zh : en))

export function speak(chosen: Language): void {
  language.value = chosen
  wire.language = chosen
  localStorage.setItem('junheng.language', chosen)
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en'
}

speak(remembered())

export function say(text: Said | null | undefined): string {
  if (!text) return ''
  return typeof text === 'string' ? text : text[language.value]
}
