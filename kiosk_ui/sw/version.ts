/** The version that a kiosk reports: a short hash of everything that its page is made from. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['contract', 'shared', 'kiosk', 'sw']
const FILES = ['kiosk.html', 'package.json', 'package-lock.json']

/** Read the version of the sources under `root`: twelve hex digits. */
export function readVersion(root: string): string {
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|vue|css)$/.test(name))
      .map((name) => `${folder}/${name}`),
  )
  const hash = createHash('sha256')
  for (const path of [...below, ...FILES].sort()) hash.update(path).update('\0').update(readFileSync(join(root, path)))
  return hash.digest('hex').slice(0, 12)
}
