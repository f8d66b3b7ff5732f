// What does an assessment say? The parts of the document junheng.run/1 that pages show.

export type Lamp = 'green' | 'amber' | 'red' | 'grey'
export type Standing = 'met' | 'floor' | 'below' | 'unknown' | 'no_limit'
export type Outcome = 'pass' | 'fail' | 'cannot_decide' | 'not_judged'
export type ItemOutcome = 'met' | 'not_met' | 'needs_evidence' | 'cannot_decide' | 'not_judged'

export interface Input {
  name: string
  value: string
  cells: string[]
}

export interface Figure {
  indicator: string
  amount: string | null
  per: string | null
  value: string | null
  shown: string | null
  missing: string | null
  standing: Standing
  rounding_decides: boolean
  lamp: Lamp
  inputs: Input[]
}

export interface Section {
  code: string
  name: string
  township: string | null
  stage: string
  pupils: string | null
  outcome: Outcome
  figures: Figure[]
}

export interface Spread {
  stage: string
  indicator: string
  n: number
  weight: string
  mean: number | null
  sd: number | null
  cv: number | null
  limit: string | null
  standing: Standing
  rounding_decides: boolean
  lamp: Lamp
  missing: string[]
  greatest: { code: string; name: string; share: number }[]
}

export interface Answer {
  code: string | null
  name: string | null
  stage: string | null
  outcome: ItemOutcome
  have: string | null
  need: string | null
  rounding_decides: boolean
}

export interface Test {
  id: string
  outcome: ItemOutcome
  asked: number
  met: number
  answers: Answer[]
}

export interface ItemResult {
  id: string
  outcome: ItemOutcome
  tests: Test[]
}

export interface LeftOut {
  code: string
  name: string
  stage: string
  reason: string
}

export interface County {
  name: string
  year: number
  verdict: Outcome
  groups: { id: string; outcome: ItemOutcome }[]
  items: ItemResult[]
  spreads: Spread[]
  composites: { stage: string; value: number | null }[]
  left_out: LeftOut[]
  /** Codes of schools of which nothing says yet which stages they have: they count in no row. */
  unplaced: string[]
  sections: Section[]
}

export interface Run {
  format: string
  standard: { id: string; version: string; hash: string; day: string }
  facts: { hash: string; schools: number }
  counties: County[]
}
