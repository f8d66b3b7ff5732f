// Do the pages come quickly to an old machine on a slow line?
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inEveryHouse } from './house.mjs'
import { placesOf, visit } from './looking.mjs'

/** Bytes as they travel, compressed: what the first page may take, and what all of them together may. */
const [first, everything] = [1_500_000, 3_000_000]

inEveryHouse('what travels', (house) => {
  test('little comes with the first page, and each later one brings only its own', async () => {
    const page = await house.signIn('admin')
    const wire = await page.context().newCDPSession(page)
    let bytes = 0
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
    await wire.send('Network.enable')
    await visit(page, '/')
    await page.waitForLoadState('networkidle')
    assert.ok(bytes > 50_000 && bytes < first, `the first page takes ${bytes} bytes`)
    for (const path of await placesOf(page)) await visit(page, path)
    assert.ok(bytes < everything, `all pages take ${bytes} bytes`)
  })
})
