// Which address shows which page, and who may go there? Every page is loaded when first opened.
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { readRounds, roundId, rounds } from './round'
import { may, ownSchool, session } from './session'

declare module 'vue-router' {
  interface RouteMeta {
    verbs?: string[]
    open?: boolean
    nav?: 'overview' | 'schools' | 'indicators' | 'items' | 'compare' | 'map' | 'whatIf' | 'board' | 'returns' | 'orgs' | 'accounts' | 'permissions' | 'rounds' | 'log' | 'province' | 'evidence'
    ofRound?: boolean
    /** The entries of the menu below which the page lies; the first that is listed lights up. */
    under?: string[]
    /** Only for who may look over the counties of a province or a city. */
    overlooks?: boolean
  }
}

const page = (path: string, name: string, component: RouteRecordRaw['component'], meta: object): RouteRecordRaw =>
  ({ path, name, component, meta }) as RouteRecordRaw

export const routes: RouteRecordRaw[] = [
  page('/sign-in', 'sign-in', () => import('./pages/SignIn.vue'), { open: true }),
  page('/password', 'password', () => import('./pages/Password.vue'), {}),
  page('/province/:place?', 'province', () => import('./pages/Province.vue'), { nav: 'province', verbs: ['read_county'], overlooks: true }),
  page('/rounds/:round/overview', 'overview', () => import('./pages/Overview.vue'), { nav: 'overview', verbs: ['read_county'], ofRound: true }),
  page('/rounds/:round/schools', 'schools', () => import('./pages/Schools.vue'), { nav: 'schools', verbs: ['read_school'], ofRound: true }),
  page('/rounds/:round/schools/:code', 'school', () => import('./pages/School.vue'), { verbs: ['read_school'], ofRound: true }),
  page('/rounds/:round/indicators/:indicator?', 'indicators', () => import('./pages/Indicators.vue'), { nav: 'indicators', verbs: ['read_county'], ofRound: true }),
  page('/rounds/:round/items', 'items', () => import('./pages/Items.vue'), { nav: 'items', verbs: ['read_county'], ofRound: true }),
  page('/rounds/:round/compare', 'compare', () => import('./pages/Compare.vue'), { nav: 'compare', verbs: ['read_county'], ofRound: true }),
  page('/rounds/:round/map', 'map', () => import('./pages/Map.vue'), { nav: 'map', verbs: ['read_county'], ofRound: true }),
  page('/rounds/:round/what-if', 'what-if', () => import('./pages/WhatIf.vue'), { nav: 'whatIf', verbs: ['try_out'], ofRound: true }),
  page('/rounds/:round/board', 'board', () => import('./pages/Board.vue'), { nav: 'board', verbs: ['check_return', 'approve_return', 'read_county'], ofRound: true }),
  page('/rounds/:round/returns', 'returns', () => import('./pages/Returns.vue'), { nav: 'returns', verbs: ['fill_school_return', 'fill_county_return', 'ask_unlock'], ofRound: true }),
  page('/rounds/:round/import', 'import', () => import('./pages/Import.vue'), { verbs: ['import_returns'], ofRound: true, under: ['board', 'returns'] }),
  page('/rounds/:round/evidence', 'evidence', () => import('./pages/Evidence.vue'), { nav: 'evidence', verbs: ['read_evidence'], ofRound: true }),
  page('/returns/:id', 'return', () => import('./pages/Return.vue'), { verbs: ['read_return'], under: ['board', 'returns'] }),
  page('/rounds', 'rounds', () => import('./pages/Rounds.vue'), { nav: 'rounds', verbs: ['open_round'] }),
  page('/orgs', 'orgs', () => import('./pages/Orgs.vue'), { nav: 'orgs', verbs: ['change_org', 'read_accounts'] }),
  page('/accounts', 'accounts', () => import('./pages/Accounts.vue'), { nav: 'accounts', verbs: ['read_accounts'] }),
  page('/permissions', 'permissions', () => import('./pages/Permissions.vue'), { nav: 'permissions', verbs: ['export_permissions'] }),
  page('/log', 'log', () => import('./pages/Log.vue'), { nav: 'log', verbs: ['read_audit'] }),
  { path: '/', name: 'home', component: () => import('./pages/Home.vue') },
  { path: '/:rest(.*)*', name: 'lost', component: () => import('./pages/Lost.vue') },
]

export const router = createRouter({ history: createWebHistory(), routes, scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 } })

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  if (!session.value) return { name: 'sign-in', query: { to: to.fullPath } }
  if (session.value.must_change && to.name !== 'password') return { name: 'password' }
  if (to.name === 'password') return true
  if (!rounds.value.length && may('read_rounds')) await readRounds()
  if (typeof to.params.round === 'string') roundId.value = to.params.round
  if (to.name === 'home') return home()
  if (to.name === 'schools' && ownSchool.value) return { name: 'school', params: { ...to.params, code: ownSchool.value } }
  if (to.meta.verbs && !may(...to.meta.verbs)) return { name: 'lost', params: { rest: to.path.split('/').slice(1) }, query: { why: 'not-permitted' } }
  return true
})

// Who listens to the page or goes by keyboard starts each new page at its beginning.
router.afterEach((to, from) => {
  if (from.name && to.path !== from.path) requestAnimationFrame(() => document.getElementById('main')?.focus({ preventScroll: true }))
})

/** Whether a page stands in the person's menu. */
export const listed = ({ meta }: RouteRecordRaw): boolean =>
  Boolean(meta?.nav && may(...(meta.verbs ?? [])) && (!meta.ofRound || roundId.value) && (!meta.overlooks || session.value?.overlooked.length))

/** The first page that is useful to the person; as long as there is no round, what is to be done first. The
 * schools are for looking, not for beginning with. */
function home() {
  if (!roundId.value && may('open_round', 'read_return')) return true
  const open = [...routes.filter((route) => route.name !== 'schools'), ...routes.filter((route) => route.name === 'schools')]
  const first = open.find(listed)
  return first?.name ? { name: first.name, params: first.meta?.ofRound ? { round: roundId.value } : {} } : true
}
