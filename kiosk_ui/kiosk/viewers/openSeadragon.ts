/** OpenSeadragon as the kiosk uses it: no controls of its own, no messages, and nothing that the page's policy refuses. */
import OpenSeadragon from 'openseadragon'
import type { Reach } from '../logic/viewers/zoom'

export interface Scene {
  /** What is shown at once, and stays when the tiles do not come: a picture that the kiosk keeps (V-39). */
  kept: string
  tiles: string
}

export interface Lens {
  reach(): Reach
  zoomTo(zoom: number): void
  showWhole(): void
  /** Move by parts of what is seen. */
  moveBy(across: number, down: number): void
  leave(): void
}

/** OpenSeadragon writes a style into the page unless it finds the one that it wrote before; the policy would refuse it. */
function forestallStyle(): void {
  const mark = 'data-openseadragon-mobile-css'
  if (document.querySelector(`style[${mark}]`)) return
  // An element of that name in no namespace is found, but is no stylesheet.
  const stand = document.createElementNS(null, 'style')
  stand.setAttribute(mark, '')
  document.head.append(stand)
}

function createViewer(element: HTMLElement, map: HTMLElement, still: boolean): OpenSeadragon.Viewer {
  const gestures = { clickToZoom: false, dblClickToZoom: true, pinchToZoom: true, scrollToZoom: true, flickEnabled: true, pinchRotate: false }
  return OpenSeadragon({
    element, navigatorElement: map, showNavigator: true, navigatorRotate: false, showNavigationControl: false, keyboardNavEnabled: false, tabIndex: -1,
    navigatorBorderColor: 'transparent', navigatorDisplayRegionColor: '#E9CF94',
    gestureSettingsTouch: gestures, gestureSettingsMouse: gestures, gestureSettingsPen: gestures, gestureSettingsUnknown: gestures,
    visibilityRatio: 1, constrainDuringPan: true, minZoomImageRatio: 1, maxZoomPixelRatio: 1.5, placeholderFillStyle: 'transparent',
    animationTime: still ? 0 : 0.3, springStiffness: 8, immediateRender: still, tileRetryMax: 1, tileRetryDelay: 4_000,
  })
}

function openLens(viewer: OpenSeadragon.Viewer): Lens {
  const { viewport } = viewer
  return {
    reach: () => ({ zoom: viewport.getZoom(), whole: viewport.getHomeZoom(), nearest: Math.max(viewport.getMaxZoom(), viewport.getHomeZoom()) }),
    zoomTo: (zoom) => { viewport.zoomTo(zoom); viewport.applyConstraints() },
    showWhole: () => { viewport.goHome() },
    moveBy: (across, down) => {
      const { width, height } = viewport.getBounds()
      viewport.panBy(new OpenSeadragon.Point(across * width, down * height))
      viewport.applyConstraints()
    },
    leave: () => { viewer.destroy() },
  }
}

const quiet = (): void => undefined

/** Open a large picture in an element; `onMoved` hears that something else is seen. */
export function openLargePicture(element: HTMLElement, map: HTMLElement, scene: Scene, still: boolean, onMoved: () => void): Lens {
  forestallStyle()
  // What does not load while the server is away is no news for a console.
  const silence = { log: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet, assert: quiet }
  Object.assign(OpenSeadragon, { console: silence })
  const viewer = createViewer(element, map, still)
  const addTiles = (): void => { viewer.addTiledImage({ tileSource: scene.tiles, x: 0, y: 0, width: 1 }) }
  viewer.addTiledImage({ tileSource: { type: 'image', url: scene.kept } as never, x: 0, y: 0, width: 1, success: addTiles, error: addTiles })
  for (const event of ['animation', 'animation-finish', 'resize'] as const) viewer.addHandler(event, onMoved)
  viewer.world.addHandler('add-item', onMoved)
  return openLens(viewer)
}
