// Is a page whole, within its width, and fit for those who do not see it or have no mouse?
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** What the menu offers to whoever is signed in, and pages below and beside it. */
export async function placesOf(page, more = []) {
  await visit(page, '/')
  const menu = await page.locator('nav.side a').evaluateAll((all) => all.map((own) => own.getAttribute('href')))
  return [...menu, ...more, '/password']
}

/** Goes to a page and waits until it has read what it shows. */
export async function visit(page, path) {
  await page.goto(path)
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('main .sheet > p[role=status]'))
}

export async function isWhole(page, path) {
  assert.ok(new URL(page.url()).pathname.startsWith(path), `${path} led to ${page.url()}`)
  assert.ok(await page.locator('h1').first().innerText(), `${path} has a title`)
  assert.deepEqual(await page.locator('[role=alert].el-alert--error').allInnerTexts(), [], `${path} shows no trouble`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(over <= 0, `${path} does not scroll sideways (${over} px)`)
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What shuts somebody out of a page, by the rules of WCAG 2.1 A and AA; what is minor or moderate is left to eyes. */
export async function barriers(page) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }))
  const grave = found.violations.filter((own) => ['serious', 'critical'].includes(own.impact))
  return grave.flatMap((own) => own.nodes.map((node) => `${own.id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.split('\n')[1]?.trim()}`))
}
