// What the workbook library takes from fflate, without workers: it would begin them from a text, which the
// policy of the pages (no code but the house's own files) refuses. `vite.config.ts` puts this in its place.
import { zipSync, type AsyncZippable, type FlateCallback } from 'fflate/browser'

export { strToU8, zipSync } from 'fflate/browser'

export function zip(files: AsyncZippable, done: FlateCallback): void {
  done(null, zipSync(files as Parameters<typeof zipSync>[0]))
}
