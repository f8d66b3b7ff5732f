// What is asked for and what is missing, and the text that reminds those who have not brought it.
import type { Item, OrgAsked, Paper } from './api/types'
import { say, words } from './texts'

export const isMissing = (proof: string): boolean => proof === 'missing' || proof === 'expired'

/** `G3 专用教室`; items that the engine makes of the indicators have no number. */
export const itemName = (item: Item | undefined, id: string): string => (item ? `${/^[A-Z]/.test(id) ? `${id} ` : ''}${say(item.title)}` : id)

export const papersFor = (papers: Paper[], item: string, org?: string): Paper[] =>
  papers.filter((own) => own.items.includes(item) && (org === undefined || own.org === org))

export const missingOf = (own: OrgAsked): string[] => own.needs.filter((need) => isMissing(need.proof)).map((need) => need.item)

/** One line per organisation, those of one township together, as a person would type it into a chat. */
export function missingLines(asked: OrgAsked[], nameOf: (item: string) => string): string {
  const parts = new Map<string, OrgAsked[]>()
  for (const own of asked.filter((one) => missingOf(one).length)) parts.set(own.township, [...(parts.get(own.township) ?? []), own])
  return [...parts]
    .map(([township, orgs]) => [township && `〔${township}〕`, ...orgs.map((own) => `${own.name}${words.value.signs.colon}${missingOf(own).map(nameOf).join(words.value.signs.semi)}`)].filter(Boolean).join('\n'))
    .join('\n')
}
