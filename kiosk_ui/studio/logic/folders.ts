/** What is in dropped folders: all files, to the last, with the folder's name as their album (C-01). */
import type { Language } from '../../contract/types'
import type { Offer } from '../../shared/transfer'
import { writeStamp } from './clock'

/** What systems leave behind in folders, and nobody means to upload. */
const LITTER = new Set(['thumbs.db', 'desktop.ini', '__macosx', 'ehthumbs.db'])

/** Tell whether a file or folder is hidden or a program's litter. */
export function isLitter(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || LITTER.has(name.toLowerCase())
}

/** List what a drop brings; it must be called while the event is handled, the files come later. */
export async function listOffers(transfer: DataTransfer): Promise<Offer[]> {
  const dropped = [...transfer.items].filter((one) => one.kind === 'file').map((one) => ({ file: one.getAsFile(), entry: one.webkitGetAsEntry() }))
  const found = await Promise.all(dropped.map(({ file, entry }) => {
    if (entry?.isDirectory) return walk(entry, '')
    return file && !isLitter(file.name) ? [{ file, album: '' }] : []
  }))
  return found.flat()
}

/** List what was chosen with the computer's own window: a chosen folder names its files' albums. */
export function offerFiles(files: Iterable<File>): Offer[] {
  return [...files]
    .filter((file) => ![file.name, ...file.webkitRelativePath.split('/')].some((part) => part !== '' && isLitter(part)))
    .map((file) => ({ file, album: file.webkitRelativePath.split('/').at(-2) ?? '' }))
}

async function walk(entry: FileSystemEntry, album: string): Promise<Offer[]> {
  if (isLitter(entry.name)) return []
  if (entry.isFile) return readFile(entry as FileSystemFileEntry, album)
  const found: Offer[] = []
  for (const one of await readFolder(entry as FileSystemDirectoryEntry)) found.push(...await walk(one, entry.name))
  return found
}

/** A file that cannot be read any more (moved away while the folder was read) does not spoil the others. */
function readFile(entry: FileSystemFileEntry, album: string): Promise<Offer[]> {
  return new Promise((give) => { entry.file((file) => { give([{ file, album }]) }, () => { give([]) }) })
}

/** Browsers hand out at most a hundred entries a time, and an empty list at the end. */
async function readFolder(entry: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = entry.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((give) => { reader.readEntries(give, () => { give([]) }) })
    if (some.length === 0) return all
    all.push(...some)
  }
}

/** What browsers call a picture from the clipboard. */
const UNNAMED = /^image\.(png|jpe?g|webp)$/i

/** Give a screenshot a name that says when it was made; a file that was copied keeps its own. */
export function nameScreenshot(file: File, now: number, language: Language): File {
  const form = UNNAMED.exec(file.name)?.[1]
  if (form === undefined) return file
  const name = `${language === 'zh' ? '截图' : 'Screenshot'} ${writeStamp(now)}.${form}`
  return new File([file], name, { type: file.type, lastModified: now })
}
