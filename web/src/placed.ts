// What is drawn for a school: the colour and sign of its verdict, of one indicator, or of its filing.
import type { County, Section } from './api/run'
import type { Filed, MapSchool } from './api/types'
import { figureOf } from './result'

export interface Look {
  key: string
  colour: string
  /** A form that ECharts draws. */
  symbol: 'circle' | 'triangle' | 'diamond' | 'rect' | 'roundRect'
  /** The same form as a sign, for legends and tables. */
  sign: string
}

export interface Placed {
  own: MapSchool
  sections: Section[]
  filed: Filed | undefined
  outcome: string
}

const looks: Look[] = [
  { key: 'green', colour: '#1b6b3a', symbol: 'circle', sign: '●' },
  { key: 'amber', colour: '#b87700', symbol: 'triangle', sign: '▲' },
  { key: 'red', colour: '#b3261e', symbol: 'diamond', sign: '◆' },
  { key: 'grey', colour: '#6b7785', symbol: 'rect', sign: '■' },
  { key: 'blue', colour: '#1f4e79', symbol: 'roundRect', sign: '▣' },
]
const look = (key: string): Look => looks.find((own) => own.key === key) ?? looks[3]!

const verdicts: Record<string, string> = { pass: 'green', fail: 'red', cannot_decide: 'amber' }
const filings: Record<string, string> = { locked: 'green', checked: 'blue', submitted: 'amber', returned: 'red', draft: 'grey' }
const standings: Record<string, string> = { met: 'green', floor: 'amber', below: 'red', unknown: 'grey' }

/** Of several sections the one that is worst counts. */
function worst(own: string[], order: string[]): string {
  return order.find((known) => own.includes(known)) ?? 'none'
}

export function schools(all: MapSchool[], county: County, returns: Filed[], stage: string): Placed[] {
  const filed = new Map(returns.map((own) => [own.org, own]))
  const sections = new Map<string, Section[]>()
  for (const own of county.sections) if (!stage || own.stage === stage) sections.set(own.code, [...(sections.get(own.code) ?? []), own])
  return all.map((own) => {
    const mine = sections.get(own.code) ?? []
    return { own, sections: mine, filed: filed.get(own.org), outcome: worst(mine.map((section) => section.outcome), ['fail', 'cannot_decide', 'pass']) }
  })
}

/** What a school is coloured by: a key that pages name, and how it looks. */
export function shown(school: Placed, by: string): { of: string; look: Look } {
  if (by === 'filing') {
    const of = school.filed?.state ?? 'none'
    return { of, look: look(filings[of] ?? 'grey') }
  }
  if (by === 'verdict') return { of: school.outcome, look: look(verdicts[school.outcome] ?? 'grey') }
  const of = worst(school.sections.map((own) => figureOf(own, by)?.standing ?? 'unknown'), ['below', 'floor', 'unknown', 'met'])
  return { of, look: look(standings[of] ?? 'grey') }
}

/** Sections of a township that pass, and all of them. */
export function sharePassing(county: County, township: string, stage: string): [number, number] {
  const own = county.sections.filter((section) => section.township === township && (!stage || section.stage === stage))
  return [own.filter((section) => section.outcome === 'pass').length, own.length]
}

const shades = ['#f7e3e0', '#f6ecdc', '#eef0e2', '#e0eee3', '#c9e3d1']
export const shadeOf = (part: number): string => shades[Math.min(4, Math.floor(part * 5))]!
export const shadeSteps = shades.map((colour, i) => ({ colour, from: i * 20, to: i === 4 ? 100 : (i + 1) * 20 }))
