import { expect, test } from 'vitest'
import { createApp } from 'vue'
import PictureView from '../shared/PictureView.vue'
import { makeAsset } from './kiosk/made'

function show(focus: { x: number; y: number } | null): HTMLImageElement | null {
  const place = document.createElement('div')
  createApp(PictureView, { asset: { ...makeAsset('gate'), focus }, alt: '大门', fit: 'cover' }).mount(place)
  return place.querySelector('img')
}

test('what a field cuts off, it cuts off around the focal point', () => {
  expect(show({ x: 0.25, y: 0.8 })?.style.objectPosition).toBe('25% 80%')
})

test('without a focal point the middle stays', () => {
  expect(show(null)?.style.objectPosition).toBe('')
})
