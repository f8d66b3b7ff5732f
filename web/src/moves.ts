// What moved between two judgments of one county? Compared part by part, as the engine told them.
import type { County, Figure, ItemResult, Section, Spread } from './api/run'
import { figureOf } from './result'

export interface Pair<T> {
  before: T | undefined
  after: T | undefined
}

export type Way = 'better' | 'worse' | 'other'

export interface FigureMove {
  section: Section
  indicator: string
  before: Figure
  after: Figure
  way: Way
}

const rank: Record<string, number> = {
  pass: 3, met: 3, no_limit: 3, not_judged: 3, floor: 2, needs_evidence: 2, cannot_decide: 1, unknown: 1, below: 0, fail: 0, not_met: 0,
}

/** A figure that becomes known is neither better nor worse. */
export function way(before: string | undefined, after: string | undefined): Way {
  const [from, to] = [rank[before ?? ''], rank[after ?? '']]
  if (from === undefined || to === undefined || from === to || from === 1 || to === 1) return 'other'
  return to > from ? 'better' : 'worse'
}

/** Rows of two lists under one key, in the order of the second; what only the first has comes last. */
function paired<T>(before: T[], after: T[], key: (own: T) => string): Pair<T>[] {
  const known = new Map(before.map((own) => [key(own), own]))
  const pairs: Pair<T>[] = after.map((own) => ({ before: known.get(key(own)), after: own }))
  const there = new Set(after.map(key))
  return [...pairs, ...before.filter((own) => !there.has(key(own))).map((own) => ({ before: own, after: undefined }))]
}

export const spreadPairs = (before: County, after: County): Pair<Spread>[] =>
  paired(before.spreads, after.spreads, (own) => `${own.stage} ${own.indicator}`)

export const sectionPairs = (before: County, after: County): Pair<Section>[] =>
  paired(before.sections, after.sections, (own) => `${own.code} ${own.stage}`)

export const itemPairs = (before: County, after: County): Pair<ItemResult>[] => paired(before.items, after.items, (own) => own.id)

/** Figures whose standing is another. */
export function figureMoves(before: County, after: County): FigureMove[] {
  return sectionPairs(before, after).flatMap((pair) => {
    const section = pair.after
    if (!pair.before || !section) return []
    const was = pair.before
    return section.figures.flatMap((own) => {
      const known = figureOf(was, own.indicator)
      const moved = known && (known.standing !== own.standing || known.lamp !== own.lamp)
      return moved ? [{ section, indicator: own.indicator, before: known, after: own, way: way(known.standing, own.standing) }] : []
    })
  })
}

export const passing = (county: County, stage: string): [number, number] => {
  const own = county.sections.filter((section) => section.stage === stage)
  return [own.filter((section) => section.outcome === 'pass').length, own.length]
}
