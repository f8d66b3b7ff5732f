import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = process.env.JUNHENG_SERVER ?? 'http://127.0.0.1:7200'

export default defineConfig({
  plugins: [vue()],
  // Without workers: see src/fflate.ts.
  resolve: { alias: [{ find: /^fflate$/, replacement: fileURLToPath(new URL('src/fflate.ts', import.meta.url)) }] },
  // Old office machines: nothing newer than what browsers of 2021 understand.
  build: { target: 'es2021', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 600 },
  server: { proxy: { '/api': server } },
  preview: { proxy: { '/api': server } },
})
