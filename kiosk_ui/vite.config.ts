/** How the pages are built: five pages, one service worker, hashed files under /assets. */
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { appShell } from './sw/shellPlugin.ts'
import { readVersion } from './sw/version.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const hall = process.env.HALL_ORIGIN ?? 'http://127.0.0.1:8000'

/** What the server sends with every page: `vite preview` must show what breaks under it. */
const strict = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src 'self'; " +
    "worker-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; object-src 'none'",
}

const proxy = {
  '/api/v1': hall,
  '/api/openapi.json': hall,
  '/media': hall,
  '/socket.io': { target: hall, ws: true },
}

export default defineConfig({
  root,
  base: '/',
  plugins: [vue(), appShell()],
  define: { __APP_VERSION__: JSON.stringify(readVersion(root)) },
  server: { host: '127.0.0.1', strictPort: true, proxy },
  preview: { host: '127.0.0.1', strictPort: true, proxy, headers: strict },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: false,
    // A picture or a font inside a stylesheet would be a data: address, which the policy refuses for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      input: {
        home: 'index.html',
        start: 'index.html',
        kiosk: 'kiosk.html',
        studio: 'studio.html',
        desk: 'desk.html',
        phone: 'phone.html',
        docs: 'docs.html',
        sw: 'sw/worker.ts',
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  test: {
    include: ['tests/**/*.test.ts'],
    environment: 'happy-dom',
    // Else the tests would get the library's side for servers, which sends no browser's files.
    alias: { 'tus-js-client': `${root}node_modules/tus-js-client/lib.esm/browser/index.js` },
    restoreMocks: true,
    unstubGlobals: true,
  },
})
