// What does the server say? The shapes of its own description, under the names that pages use.
import type { Answer, LeftOut, Run, Section } from './run'
import type { components } from './schema'

type Schemas = components['schemas']

/** Told in both languages, or already in the reader's. */
export type Said = string | { zh: string; en: string }

export type Session = Schemas['Session']
export type Org = Schemas['Org']
export type NewOrg = Schemas['NewOrgBody']
export type OrgState = Schemas['OrgState']
export type OrgList = Schemas['OrgList']
export type AccountList = Schemas['AccountList']
export type RoundSchool = Schemas['RoundSchool']
/** A one-time password, and for whom. */
export interface Slip {
  login: string
  password: string
  name: string
  place: string
  role: string
}
export type Account = Schemas['Account']
export type NewAccount = Schemas['NewAccountBody']
export type Permissions = Schemas['Table']
export type Round = Schemas['Round']
export type NewRound = Schemas['NewRoundBody']
export type StandardSummary = Schemas['Offer']
export type Filed = Schemas['Filed']
export type Indicator = Schemas['IndicatorLine']
export type Item = Schemas['ItemLine']
export type Standard = Schemas['Standard']
export type Cell = Schemas['Cell']
export type Grade = Schemas['Gravity']
export type Finding = Schemas['Finding']
export type Field = Schemas['Field']
export type Step = Schemas['Step']
export type Return = Schemas['Return']
export type Import = Schemas['Import']
export type Spoken = Schemas['Spoken']
export type Reviewed = Schemas['Reviewed']
export type Saved = Schemas['Filled']
export type Change = Schemas['Change']
export type AuditLine = Schemas['AuditLine']
export type AuditVerdict = Schemas['Verified']
export type Overview = Schemas['Overview']
export type CountyRow = Schemas['CountyRow']
export type RoundRow = Schemas['RoundRow']
export type Evidence = Schemas['Evidence']
export type Paper = Schemas['Paper']
export type OrgAsked = Schemas['OrgAsked']
export type Described = Schemas['Described']
export type Comment = Schemas['Comment']
export type Owner = Schemas['Owner']
/** What is said of a paper as it is brought. */
export interface NewPaper {
  org: string
  name: string
  /** Separated by commas. */
  items: string
}
/** Body of an error: application/problem+json. */
export type ProblemBody = Partial<Schemas['Problem']> & { version?: number; changes?: Change[]; args?: Record<string, string> }

/** Parts of the document junheng.run/1: the description of the API leaves their inside open. */
interface Judged {
  sections: Section[]
  left_out: LeftOut[]
}
export type Schools = Omit<Schemas['Schools'], keyof Judged> & Judged
export type School = Omit<Schemas['School'], keyof Judged | 'answers'> & Judged & { answers: { item: string; test: string; answer: Answer }[] }
export type SchoolHistory = Omit<Schemas['History'], 'rounds'> & { rounds: (Omit<Schemas['Past'], 'sections'> & { sections: Section[] })[] }

export type Trend = Schemas['Trend']
export type Means = Schemas['Means']
export type Comparison = Schemas['Comparison']

/** A proof of `junheng explain`: the description of the API leaves its inside open. */
export interface ProofBlock {
  kind: string
  label?: string
  text?: string
  /** Of a formula: as the standard's files write it. */
  written?: string
  title?: string
  head?: string[]
  rows?: string[][]
  /** Of inputs: the name of each row in formulas. */
  names?: string[]
}

export interface Proof {
  title: string
  outcome: string
  blocks: ProofBlock[]
}

/** Cells by the code of a school (the county's own under none), then by field; null empties one. */
export type Changes = Record<string, Record<string, Cell | null>>
export type Gap = Schemas['TriedGap']
export type Trial = Omit<Schemas['Trial'], 'changes'> & { changes: Changes }
export type Tried = Omit<Schemas['Outcome'], 'result' | 'before'> & { result: Run; before: Changes }
export type WhatIf = Omit<Schemas['WhatIf'], 'changes' | 'before'> & { changes: Changes; before: Changes }
export type KeptWhatIf = Omit<Schemas['Kept'], 'changes'> & { changes: Changes }

export type SchoolMap = Schemas['Map']
export type MapSchool = Schemas['MapSchool']
export type Degrees = Schemas['Degrees']
export type Brought = Schemas['MapBrought']
/** GeoJSON as the server gives it: areas only. */
export interface Shapes {
  type: 'FeatureCollection'
  features: { type: 'Feature'; properties: { name: string; code: string; township: string | null }; geometry: { type: 'MultiPolygon'; coordinates: [number, number][][][] } }[]
}
