/** C-01, C-18: folders to the last file, their names as albums, litter left behind, screenshots with a name. */
import { describe, expect, it } from 'vitest'
import { isLitter, listOffers, nameScreenshot, offerFiles } from '../../studio/logic/folders'
import { Drops } from '../../studio/logic/drops'

interface Tree { [name: string]: Tree | string }

/** What a browser hands out for a dropped file or folder: entries come a hundred at a time. */
function entryOf(name: string, inside: Tree | string): FileSystemEntry {
  if (typeof inside === 'string') {
    return { name, isFile: true, isDirectory: false, file: (give: (file: File) => void) => { give(new File([inside], name)) } } as unknown as FileSystemEntry
  }
  const entries = Object.entries(inside).map(([one, within]) => entryOf(one, within))
  const createReader = (): unknown => {
    const left = [...entries]
    return { readEntries: (give: (some: FileSystemEntry[]) => void) => { give(left.splice(0, 100)) } }
  }
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry
}

function dropOf(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, inside]) => ({
    kind: 'file', getAsFile: () => new File([typeof inside === 'string' ? inside : ''], name), webkitGetAsEntry: () => entryOf(name, inside),
  }))
  return { items, types: ['Files'] } as unknown as DataTransfer
}

const said = async (tree: Tree): Promise<string[]> => (await listOffers(dropOf(tree))).map(({ file, album }) => `${album}/${file.name}`)

describe('what is dropped', () => {
  it('brings every file of every folder; the innermost folder names the album', async () => {
    expect(await said({ '单张.jpg': '1', 现场照片: { '一.jpg': '1', 第二天: { '二.jpg': '2' } } })).toEqual(['/单张.jpg', '现场照片/一.jpg', '第二天/二.jpg'])
  })

  it('reads folders of more than a hundred files to their end', async () => {
    const many = Object.fromEntries(Array.from({ length: 257 }, (_, at) => [`${String(at)}.jpg`, 'x']))
    expect(await said({ 现场会: many })).toHaveLength(257)
  })

  it('leaves behind what is hidden and what programs litter', async () => {
    expect(await said({ 图: { '.DS_Store': 'x', 'Thumbs.db': 'x', '~$会议.docx': 'x', __MACOSX: { 'a.jpg': 'x' }, '好.jpg': 'x' } })).toEqual(['图/好.jpg'])
    expect([isLitter('desktop.ini'), isLitter('合影.jpg')]).toEqual([true, false])
  })
})

describe('what is chosen', () => {
  it('has the folder’s name as album when a folder was chosen', () => {
    const chosen = (name: string, path: string): File => Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path })
    const offers = offerFiles([chosen('a.jpg', '2018 现场会/合影/a.jpg'), chosen('b.jpg', ''), chosen('c.jpg', '图/.隐藏/c.jpg')])
    expect(offers.map(({ file, album }) => `${album}/${file.name}`)).toEqual(['合影/a.jpg', '/b.jpg'])
  })
})

describe('what is pasted', () => {
  const at = new Date(2026, 10, 24, 14, 32).getTime()

  it('is called by the clock when it is a screenshot, and by its own name when it is a file', () => {
    expect(nameScreenshot(new File(['x'], 'image.png', { type: 'image/png' }), at, 'zh').name).toBe('截图 2026-11-24 14.32.png')
    expect(nameScreenshot(new File(['x'], 'image.jpeg'), at, 'en').name).toBe('Screenshot 2026-11-24 14.32.jpeg')
    expect(nameScreenshot(new File(['x'], '江边.png'), at, 'zh').name).toBe('江边.png')
  })

  it('goes to the page that claims it, but never out of a text that is being written', () => {
    const [library, exhibit]: string[][] = [[], []]
    const drops = new Drops((offers) => { library?.push(...offers.map((one) => one.file.name)) }, () => 'zh')
    drops.listen(window)
    const paste = (target: EventTarget, types: string[]): void => {
      const event = new Event('paste', { bubbles: true, cancelable: true })
      Object.defineProperty(event, 'clipboardData', { value: { files: [new File(['x'], '江边.png')], types } })
      target.dispatchEvent(event)
    }
    const field = document.body.appendChild(document.createElement('textarea'))
    paste(field, ['text/plain', 'Files'])
    paste(document.body, ['Files'])
    const release = drops.claim((offers) => { exhibit?.push(...offers.map((one) => one.file.name)) })
    paste(field, ['Files'])
    release()
    expect([library, exhibit]).toEqual([['江边.png'], ['江边.png']])
  })
})
