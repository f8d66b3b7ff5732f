// What may be done with an organisation, and what may stand below what?
import type { Org } from './api/types'

export type OrgAct = 'add' | 'rename' | 'move' | 'merge' | 'close' | 'reopen'

/** From the top. */
export const kinds = ['province', 'city', 'county', 'township', 'school']

/** A school may stand below another: a campus. The server has the last word. */
export const mayBeAbove = (upper: string, lower: string): boolean => kinds.indexOf(upper) < kinds.indexOf(lower) || (upper === 'school' && lower === 'school')

export function actsOn(org: Org): OrgAct[] {
  if (org.status !== 'open') return ['rename', 'reopen']
  const moving: OrgAct[] = org.parent ? ['move', 'merge', 'close'] : []
  return ['add', 'rename', ...moving]
}
