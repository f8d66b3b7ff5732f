// The assessment of the round that is looked at, with the names its standard gives to things.
import { computed, onScopeDispose, ref, watchEffect } from 'vue'
import { api } from './api/client'
import type { RouteLocationRaw } from 'vue-router'
import type { County, Figure, Section } from './api/run'
import type { Said, Standard } from './api/types'
import { asking } from './asking'
import { roundId } from './round'
import { may } from './session'
import { say, words } from './texts'

export const basis = ref('all')
/** Of the data behind what is shown now; empty on pages that show no result. */
export const fingerprint = ref('')
const kept = new Map<string, { standard: Standard; county: County; hash: string }>()

async function read(round: string, of: string) {
  const key = `${round} ${of}`
  const had = kept.get(key)
  if (had) return had
  const [standard, run] = await Promise.all([api.standard(round), api.result(round, of)])
  const county = run.counties[0]
  if (!county) throw new Error('a result without a county')
  const fresh = { standard, county, hash: run.facts.hash }
  kept.clear()
  kept.set(key, fresh)
  // Returns change all day: a kept answer only spares walking between pages.
  setTimeout(() => kept.delete(key), 30_000)
  return fresh
}

export function useResult() {
  const asked = asking(() => read(roundId.value, basis.value), () => [roundId.value, basis.value])
  const county = computed(() => asked.value.value?.county ?? null)
  const standard = computed(() => asked.value.value?.standard ?? null)
  const hash = computed(() => asked.value.value?.hash ?? '')
  watchEffect(() => (fingerprint.value = hash.value))
  onScopeDispose(() => (fingerprint.value = ''))
  return { ...asked, county, standard, hash }
}

/** The schools of the round that the reader may see: all of the county, of his township, or his own. */
export function useSchools() {
  const seen = async (round: string, of: string) => {
    if (may('read_county')) return read(round, of).then(({ standard, county }) => ({ standard, sections: county.sections }))
    const [standard, schools] = await Promise.all([api.standard(round), api.schools(round, of)])
    return { standard, sections: schools.sections }
  }
  const asked = asking(() => seen(roundId.value, basis.value), () => [roundId.value, basis.value])
  const sections = computed(() => asked.value.value?.sections ?? [])
  const standard = computed(() => asked.value.value?.standard ?? null)
  return { ...asked, sections, standard }
}

export const schoolPage = (code: string, round = roundId.value): RouteLocationRaw => ({ name: 'school', params: { round, code } })

/** Words of a proof that lead somewhere: the names of schools to their pages. */
export const schoolLinks = (county: County | null): Record<string, RouteLocationRaw> =>
  Object.fromEntries([...(county?.sections ?? []), ...(county?.left_out ?? [])].map((own) => [own.name, schoolPage(own.code)]))

export function stageName(standard: Standard | null, stage: string): string {
  return say(standard?.stages.find((own) => own.id === stage)?.title) || (words.value.stage[stage] ?? stage)
}

export const figureOf = (section: Section, indicator: string): Figure | undefined =>
  section.figures.find((figure) => figure.indicator === indicator)

/** Only for drawing and sorting; verdicts come from the engine. */
export function toNumber(exact: string | null | undefined): number | null {
  if (!exact) return null
  const [above, below] = exact.split('/')
  const value = Number(above) / (below ? Number(below) : 1)
  return Number.isFinite(value) ? value : null
}

/** The value in full, as a place on an axis. */
export const drawn = (figure: Figure | undefined): number | null => toNumber(figure?.value)

export const show = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? '—' : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** An exact number of the document, short enough to be read: `5450/511` is 10.665. */
export function brief(exact: string | null | undefined): string {
  const value = toNumber(exact)
  return value === null ? (exact ?? '—') : String(Number(value.toFixed(3)))
}

/** One side of a test in its unit: `9 间`, `95%`; years stay as they are, 113,980 does not. */
export function inUnit(exact: string | null | undefined, unit: Said | null | undefined): string {
  const value = toNumber(exact)
  if (value === null) return exact ?? '—'
  const label = say(unit)
  const number = value.toLocaleString('en-US', { maximumFractionDigits: 3, useGrouping: Math.abs(value) >= 10_000 })
  return label ? `${number}${label === '%' ? '' : ' '}${label}` : number
}

/** Some groups have words of their own for met and not met: a veto is "found" or "not found". */
export function groupWord(standard: Standard | null, group: string | undefined, outcome: string): string {
  const own = standard?.groups.find((known) => known.id === group)
  return say(outcome === 'met' ? own?.met : outcome === 'not_met' ? own?.not_met : null)
}
