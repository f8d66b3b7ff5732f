// What tests do at forms, a return's above all, as a clerk's or an officer's hands do it.

/** The place where a field is typed. */
export const cell = (page, name) => page.locator(`[data-name="${name}"]`)

/** What is said below a field. */
export const saysAt = (page, name) => page.locator(`.cell:has([data-name="${name}"]) .says`)

export async function openReturn(page, id) {
  await page.goto(`/returns/${id}`)
  await page.waitForSelector('[data-name]')
}

/** Until nothing typed is waiting to be kept. */
export async function saved(page) {
  await page.waitForFunction(() => /已保存/.test(document.querySelector('.bar')?.innerText ?? ''))
  await page.waitForFunction(() => !document.querySelector('.cell.unsaved'))
}

/** Types into a field, whether it is a box or a list. */
export async function type(page, name, value) {
  const place = cell(page, name)
  const isList = await place.evaluate((own) => own.tagName === 'SELECT')
  await (isList ? place.selectOption(value) : place.fill(value))
}

/** Takes one of what a list of the pages offers; `field` is its id or what it is called. */
export async function choose(page, field, option) {
  await page.locator(`.el-select:has(#${field}), .el-select:has([aria-label="${field}"])`).click()
  await page.locator('.el-select-dropdown__item:visible').getByText(option, { exact: true }).click()
  await page.locator('.el-select-dropdown:visible').waitFor({ state: 'hidden' })
}

/** One of the buttons above the form. */
export const press = (page, name) => page.locator('.bar').getByRole('button', { name, exact: true }).click()

/** Says yes in the box that asks. */
export const agree = (page) => page.locator('.el-message-box__btns .el-button--primary').click()

/** Gives the reason that a step needs. */
export async function giveReason(page, reason) {
  const dialog = page.locator('.el-dialog:visible')
  await dialog.locator('textarea').fill(reason)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'hidden' })
}

/** In which state the head of the page says that the return is. */
export const state = (page, word) => page.locator('header.head .mark', { hasText: word }).waitFor()
