/** Which page is open: the address bar and the back button, without a router. */
import { shallowReactive } from 'vue'

export type Route =
  | { page: 'exhibits' }
  | { page: 'exhibit'; id: string }
  | { page: 'library'; asset?: string }
  | { page: 'bin' }
  | { page: 'people' }

const ROOT = '/studio'

/** Read an address; one that leads nowhere is the first page. */
export function readRoute(path: string): Route {
  const [place, id] = path.slice(ROOT.length).split('/').filter((part) => part !== '')
  if (place === 'exhibits' && id !== undefined) return { page: 'exhibit', id: decodeURIComponent(id) }
  if (place === 'library') return id === undefined ? { page: 'library' } : { page: 'library', asset: decodeURIComponent(id) }
  if (place === 'bin') return { page: 'bin' }
  return place === 'people' ? { page: 'people' } : { page: 'exhibits' }
}

/** Write the address of a page. */
export function writeRoute(route: Route): string {
  if (route.page === 'exhibits') return ROOT
  if (route.page === 'exhibit') return `${ROOT}/exhibits/${encodeURIComponent(route.id)}`
  if (route.page === 'library' && route.asset !== undefined) return `${ROOT}/library/${encodeURIComponent(route.asset)}`
  return `${ROOT}/${route.page}`
}

export class Router {
  readonly state = shallowReactive<{ route: Route }>({ route: { page: 'exhibits' } })
  private readonly window: Window

  constructor(window: Window) {
    this.window = window
    this.read()
    window.addEventListener('popstate', () => { this.read() })
  }

  go(route: Route): void {
    this.window.history.pushState(null, '', writeRoute(route))
    this.state.route = route
    this.window.scrollTo(0, 0)
  }

  private read(): void {
    this.state.route = readRoute(this.window.location.pathname)
  }
}
