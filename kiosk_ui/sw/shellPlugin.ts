/** A small Vite plugin: tells the service worker which built files make up the kiosk's page, and their version. */
import { createHash } from 'node:crypto'
import type { Plugin, Rollup } from 'vite'

const FILES = '__SHELL_FILES__'
const VERSION = '__SHELL_VERSION__'

type Bundle = Rollup.OutputBundle

/** The typefaces come in two hundred pieces: the page asks for those that its words need, and they are kept as they come. */
const isFont = (name: string): boolean => name.endsWith('.woff2')

/** List what a page loads: its entry, all that the entry imports at once or later, stylesheets and drawings. */
export function listShell(bundle: Bundle, entry: string): string[] {
  const found = new Set<string>()
  const follow = (name: string): void => {
    const part = bundle[name]
    if (found.has(name) || part?.type !== 'chunk') return
    found.add(name)
    const { importedCss = [], importedAssets = [] } = part.viteMetadata ?? {}
    for (const asset of [...importedCss, ...importedAssets]) if (!isFont(asset)) found.add(asset)
    for (const next of [...part.imports, ...part.dynamicImports]) follow(next)
  }
  const first = Object.values(bundle).find((part) => part.type === 'chunk' && part.isEntry && part.name === entry)
  if (first) follow(first.fileName)
  return [...found].sort()
}

function hashShell(bundle: Bundle, names: string[]): string {
  const hash = createHash('sha256')
  for (const name of names) {
    const part = bundle[name]
    hash.update(name)
    if (part) hash.update(part.type === 'chunk' ? part.code : part.source)
  }
  return hash.digest('hex').slice(0, 12)
}

/** Write the kiosk's file list and version into the worker; fail when the worker would need other files. */
export function appShell(): Plugin {
  return {
    name: 'app-shell',
    enforce: 'post',
    apply: 'build',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js']
      if (worker?.type !== 'chunk') return
      if (worker.imports.length > 0) this.error(`sw.js must stand alone, it imports ${worker.imports.join(', ')}`)
      const names = listShell(bundle, 'kiosk')
      const version = hashShell(bundle, ['kiosk.html', 'sw.js', ...names])
      const files = names.map((name) => `/${name}`).join(' ')
      worker.code = worker.code.replaceAll(FILES, files).replaceAll(VERSION, version)
    },
  }
}
