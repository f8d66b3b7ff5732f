// How far is the filing? Counting of states, and the text that reminds those who have not filed.
import type { Filed } from './api/types'
import { words } from './texts'

export const states = ['locked', 'checked', 'submitted', 'returned', 'draft']
export const notFiled = (own: Filed): boolean => own.state === 'draft' || own.state === 'returned'

export function countStates(returns: Filed[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const own of returns) counts[own.state] = (counts[own.state] ?? 0) + 1
  return counts
}

export function byTownship(returns: Filed[]): [string, Filed[]][] {
  const parts = new Map<string, Filed[]>()
  for (const own of returns) parts.set(own.township, [...(parts.get(own.township) ?? []), own])
  return [...parts].sort(([, a], [, b]) => b.filter(notFiled).length - a.filter(notFiled).length)
}

/** One line per township, as a person would type it into a chat. */
export function missingLines(returns: Filed[], county: string, sent_back: string): string {
  return byTownship(returns.filter(notFiled))
    .map(([township, own]) => `${township || county}${words.value.signs.aside(own.length)}${words.value.signs.colon}${own.map((r) => r.name + (r.state === 'returned' ? words.value.signs.aside(sent_back) : '')).join(words.value.signs.list)}`)
    .join('\n')
}

/** As the board lists them: by township, then by name. */
export const inOrder = (returns: Filed[]): Filed[] => [...returns].sort((a, b) => order.compare(a.township, b.township) || order.compare(a.name, b.name))
const order = new Intl.Collator('zh-CN', { numeric: true })

/** Whether a return waits for what somebody may do. */
export const asksFor = (own: Filed, may: (verb: string) => boolean): boolean => (own.state === 'submitted' && may('check_return')) || (own.state === 'checked' && may('approve_return')) || (own.unlock_asked && may('unlock_return'))
