// Who is signed in, and what may they do?
import { computed, ref } from 'vue'
import { api, Problem, wire } from './api/client'
import type { Session } from './api/types'

export const session = ref<Session | null>(null)
/** The session ended while a page was open: the person signs in again above it. */
export const expired = ref(false)
const verbs = computed(() => new Set(session.value?.verbs ?? []))

export const may = (...wanted: string[]): boolean => wanted.some((verb) => verbs.value.has(verb))

wire.signedOut = () => {
  expired.value = session.value !== null
}
wire.mustChange = () => {
  if (session.value) session.value.must_change = true
}

/** Groups of forms to which everything the person holds is bound; none when something is unbound. */
export const bound = computed(() => {
  const roles = session.value?.roles ?? []
  return roles.length && roles.every((own) => own.topics.length) ? new Set(roles.flatMap((own) => own.topics)) : null
})
export const reaches = (group: string | null | undefined): boolean => !bound.value || (group ? bound.value.has(group) : false)

/** Who looks after one school alone goes straight to it. */
export const ownSchool = computed(() => {
  const roles = session.value?.roles ?? []
  const [first] = roles
  return first && roles.every((own) => own.org === first.org && ['school_clerk', 'head_teacher'].includes(own.role)) ? first.org : null
})

function take(fresh: Session): void {
  session.value = fresh
  wire.csrf = fresh.csrf
  expired.value = false
}

export async function resume(): Promise<void> {
  try {
    take(await api.session())
  } catch (why) {
    if (!(why instanceof Problem) || why.status !== 401) throw why
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  take(await api.signIn(login, password))
}

export async function signOut(): Promise<void> {
  await api.signOut().catch(() => undefined)
  session.value = null
  expired.value = false
}
