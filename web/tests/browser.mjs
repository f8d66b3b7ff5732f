// A browser before the mock: pages are opened as people open them, and any complaint of the browser fails.
import { chromium } from 'playwright-core'
import { startMock } from '../mock/server.mjs'

export async function open() {
  const mock = await startMock()
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const complaints = []
  const page = async (width = 1440) => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, acceptDownloads: true })
    const own = await context.newPage()
    own.on('pageerror', (why) => complaints.push(why.message))
    own.on('console', (line) => expected(line.text()) || (['error', 'warning'].includes(line.type()) && complaints.push(line.text())))
    own.on('request', (asked) => asked.url().startsWith(mock.url) || asked.url().startsWith('data:') || asked.url().startsWith('blob:') || complaints.push(`outside: ${asked.url()}`))
    return own
  }
  const signIn = async (login, width) => {
    const own = await page(width)
    await own.goto(mock.url)
    await own.fill('#login', login)
    await own.fill('#password', 'mock')
    await own.click('button[type=submit]')
    await own.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    return own
  }
  const close = async () => {
    await browser.close()
    mock.server.closeAllConnections()
    mock.server.close()
  }
  return { ...mock, page, signIn, close, complaints }
}

// Browsers report every answer of 400 and above; these are part of how the pages work.
const expected = (text) => /status of (401|412|422)/.test(text)
