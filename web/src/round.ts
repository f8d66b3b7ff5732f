// Which round is looked at? Chosen in the head of the page, kept in the address.
import { computed, ref } from 'vue'
import { api } from './api/client'
import type { Round } from './api/types'

export const rounds = ref<Round[]>([])
export const roundId = ref('')
export const round = computed(() => rounds.value.find((own) => own.id === roundId.value) ?? null)

export async function readRounds(): Promise<void> {
  rounds.value = await api.rounds()
  if (!round.value) roundId.value = rounds.value[0]?.id ?? ''
}

export function daysTo(day: string, today: string): number {
  return Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
}
