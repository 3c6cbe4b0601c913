/** V-22, C-22…C-24: lengths, missing and stale English, what to mend. */
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../contract/types'
import { checkDraft } from '../../studio/logic/check'
import { countMissingEnglish, isChangedSincePublished, isStaleEnglish, newPicture, titleOf } from '../../studio/logic/content'
import { differsElsewhere, listDifferences } from '../../studio/logic/differences'
import { countText, measureText } from '../../studio/logic/limits'
import { article, asset, exhibit, placement, text } from './made'

const codes = (...values: Parameters<typeof checkDraft>): string[] => checkDraft(...values).map((finding) => finding.code)
const good = article({
  title: text('八百多家企业在这里落户', 'Home to over 800 enterprises'), body: text('字'.repeat(60), 'word '.repeat(40)),
  pictures: [{ asset_id: 'a', alt: text('江边', 'River'), caption: text('') }],
})

describe('how long a text may be', () => {
  it('counts Chinese as a reader does: without the spaces, and a rare character once', () => {
    expect(countText('2002 年建园', 'characters')).toBe(7)
    expect(countText('𠮷野家', 'characters')).toBe(3)
  })

  it('counts an English text in words and an English title in letters', () => {
    expect(measureText('Home to 800', 'body', 'en')).toMatchObject({ count: 3, unit: 'words' })
    expect(measureText('Home', 'title', 'en')).toMatchObject({ count: 4, left: 36 })
  })

  it('warns near the limit and says by how many it is over', () => {
    expect(measureText('字'.repeat(14), 'title', 'zh')).toMatchObject({ verdict: 'near', left: 0 })
    expect(measureText('字'.repeat(15), 'title', 'zh')).toMatchObject({ verdict: 'over', left: -1 })
    expect(measureText('字'.repeat(38), 'key', 'zh')).toMatchObject({ verdict: 'near', left: 2 })
  })

  it('calls a text of 50 to 120 characters fine, a shorter one short, an empty one nothing', () => {
    expect(measureText('字'.repeat(49), 'body', 'zh').verdict).toBe('short')
    expect(measureText('字'.repeat(50), 'body', 'zh').verdict).toBe('fine')
    expect(measureText('字'.repeat(121), 'body', 'zh').verdict).toBe('over')
    expect(measureText('', 'body', 'zh').verdict).toBe('fine')
  })
})

describe('the English beside the Chinese', () => {
  it('counts what stands in Chinese only, rows and pictures too', () => {
    const content = article({ source: text('出处'), rows: [{ mark: '1', term: text('词'), text: text('') }], pictures: [{ asset_id: 'a', alt: text('江'), caption: text('') }] })
    expect(countMissingEnglish(content)).toBe(3)
  })

  it('is stale when the Chinese was changed since it was published and the English was not', () => {
    const published = text('800 家', '800 enterprises')
    expect(isStaleEnglish(text('131 家', '800 enterprises'), published)).toBe(true)
    expect(isStaleEnglish(text('131 家', '131 enterprises'), published)).toBe(false)
    expect(isStaleEnglish(text('131 家', ''), published)).toBe(false)
    expect(isStaleEnglish(published, undefined)).toBe(false)
  })

  it('lends an exhibit its other title rather than none', () => {
    expect(titleOf(article({ title: text('', 'Zone') }), 'zh', '无题')).toBe('Zone')
    expect(titleOf(article({ title: text(' ') }), 'zh', '无题')).toBe('无题')
  })
})

describe('what is changed since it was published', () => {
  const published = exhibit({ status: 'published', published: article(), published_placement: placement() })

  it('is nothing right after publishing', () => { expect(isChangedSincePublished(published)).toBe(false) })
  it('is a changed word', () => { expect(isChangedSincePublished({ ...published, draft: article({ key: text('新') }) })).toBe(true) })
  it('is a changed place', () => { expect(isChangedSincePublished({ ...published, placement: placement({ order: 99 }) })).toBe(true) })
  it('is nothing for what visitors do not see', () => { expect(isChangedSincePublished({ ...published, status: 'withdrawn', published: null })).toBe(false) })
})

describe('the checker', () => {
  it('finds nothing in a complete exhibit', () => { expect(checkDraft(exhibit(), good, 0)).toEqual([]) })

  it('puts what must be mended before advice', () => {
    const findings = checkDraft(exhibit(), article({ title: text(''), pictures: [newPicture('a')], body: text('短') }), 0)
    expect(findings.map((finding) => finding.level)).toEqual([...findings.map((finding) => finding.level)].sort().reverse())
    expect(findings.map((finding) => finding.code)).toEqual(['no_title', 'no_alt', 'short', 'no_english'])
  })

  it('leads from a picture without description to that picture', () => {
    const content = { ...good, pictures: [...good.pictures, newPicture('b')] }
    expect(checkDraft(exhibit(), content, 0)[0]).toMatchObject({ code: 'no_alt', anchor: 'picture-1', count: 2 })
  })

  it('hears from the preview that it does not fit', () => { expect(codes(exhibit(), good, 40)).toEqual(['overflow']) })
  it('asks for the source of figures', () => { expect(codes(exhibit(), { ...good, key: text('131 家', '131'), source: text('') }, 0)).toEqual(['no_source']) })

  it('asks for no long text where rows say it', () => {
    const rows = [{ mark: '1', term: text('词', 'term'), text: text('义', 'meaning') }]
    expect(codes(exhibit(), { ...article({ rows }), pictures: good.pictures }, 0)).toEqual([])
  })
})

describe('the checker, of films and of files that failed', () => {
  const film = { duration_s: 90, fps: 25, codec: 'h264', has_sound: true, rotation: 0, forms: [], posters: [], poster: 0, tracks: [], chapters: [] }
  const pictures = [{ ...newPicture('asset-1'), alt: text('影片', 'Film'), caption: text('') }]
  const check = (one: Asset): string[] => codes(exhibit(), { ...good, pictures }, 0, new Map([['asset-1', one]]))

  it('asks for captions where somebody speaks and nothing can be read', () => {
    expect(check(asset({ kind: 'film', film }))).toEqual(['no_captions'])
    expect(check(asset({ kind: 'film', film: { ...film, has_sound: false } }))).toEqual([])
    expect(check(asset({ kind: 'film', film: { ...film, tracks: [{ language: 'zh', file: 'x.vtt' }] } }))).toEqual([])
  })

  it('stops at what could not be prepared: visitors would not see it', () => { expect(check(asset({ state: 'failed' }))).toEqual(['broken_file']) })
})

describe('where two versions differ', () => {
  it('names each text in each language, and says that the rest differs', () => {
    const [mine, theirs] = [{ content: article(), placement: placement() }, { content: article({ key: text('别的', 'Key') }), placement: placement() }]
    expect(listDifferences(mine.content, theirs.content)).toEqual([{ field: 'key', language: 'zh', mine: '要点', theirs: '别的' }])
    expect(differsElsewhere(mine, theirs)).toBe(false)
    expect(differsElsewhere(mine, { ...theirs, placement: placement({ must_see: true }) })).toBe(true)
  })
})
