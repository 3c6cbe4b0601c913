/** What the kiosk keeps in IndexedDB: interactions that wait, the last catalogue, and which display it is. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Catalogue, Display, Interaction } from '../../contract/types'

/** The last published content, with the ETag by which the server knows it. */
export interface KeptCatalogue {
  catalogue: Catalogue
  etag: string | null
}

interface Facts {
  catalogue: KeptCatalogue
  display: Display
}

interface Schema extends DBSchema {
  interactions: { key: string; value: Interaction }
  facts: { key: string; value: Facts[keyof Facts] }
}

/** A place that outlives the page; every call may fail, and the kiosk then goes on in memory. */
export interface Kept {
  addInteraction(interaction: Interaction): Promise<void>
  removeInteractions(ids: readonly string[]): Promise<void>
  /** Oldest first: the ids sort by time. */
  listInteractions(): Promise<Interaction[]>
  read<N extends keyof Facts>(name: N): Promise<Facts[N] | undefined>
  write<N extends keyof Facts>(name: N, value: Facts[N]): Promise<void>
  erase(name: keyof Facts): Promise<void>
}

const NAME = 'hall.kiosk'

async function open(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('interactions', { keyPath: 'id' })
      database.createObjectStore('facts')
    },
    // A newer page wants to change the layout: let it.
    blocking(_from, _to, event) { (event.target as IDBDatabase).close() },
  })
}

/** Create the kept place; the database is opened at the first use, and again when it was lost. */
export function createKept(): Kept {
  let opened: Promise<IDBPDatabase<Schema>> | null = null
  async function use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    opened ??= open()
    try {
      return await work(await opened)
    } catch (failure) {
      opened = null
      throw failure
    }
  }
  return {
    addInteraction: (interaction) => use(async (database) => {
      // Strict: on the disk before it counts as kept, so that a pulled plug loses nothing.
      const change = database.transaction('interactions', 'readwrite', { durability: 'strict' })
      await Promise.all([change.store.put(interaction), change.done])
    }),
    removeInteractions: (ids) => use(async (database) => {
      const change = database.transaction('interactions', 'readwrite', { durability: 'relaxed' })
      await Promise.all([...ids.map((id) => change.store.delete(id)), change.done])
    }),
    listInteractions: () => use((database) => database.getAll('interactions')),
    read: <N extends keyof Facts>(name: N) => use((database) => database.get('facts', name) as Promise<Facts[N] | undefined>),
    write: (name, value) => use(async (database) => { await database.put('facts', value, name) }),
    erase: (name) => use((database) => database.delete('facts', name)),
  }
}
