/** Where the page begins by which a phone sends pictures: the phone's own typefaces, since it may be on a slow line. */
import { createApp } from 'vue'
import '../shared/tokens.css'
import './phone.css'
import { createApi } from '../shared/api'
import { isPassingPart } from '../shared/passing'
import { TUS, sendFile } from '../shared/upload'
import type { Upload } from '../contract/types'
import { chooseLanguage } from './logic/language'
import { forgetPlaces } from './logic/places'
import { PhoneSend } from './logic/send'
import App from './App.vue'

const language = chooseLanguage(navigator.languages)
document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN'
let token = ''
const headers = (): Record<string, string> => (token === '' ? {} : { Authorization: `Bearer ${token}` })
const api = createApi(headers)
const send = new PhoneSend({
  open: (key) => api.post('/upload-links/open', { key }),
  check: async () => { await api.get<Upload[]>('/uploads') },
  setToken: (fresh) => { token = fresh },
  location: window.location,
  history: window.history,
  now: () => Date.now(),
  queue: {
    send: sendFile,
    headers,
    look: (id) => api.get(`/uploads/${encodeURIComponent(id)}`),
    end: (id) => api.del(`/uploads/${encodeURIComponent(id)}`, TUS),
    places: forgetPlaces(),
    later: (ms, then) => { setTimeout(then, ms) },
    now: () => Date.now(),
    preview: (file) => (file.type.startsWith('image/') ? URL.createObjectURL(file) : ''),
    forget: (preview) => { URL.revokeObjectURL(preview) },
    passes: isPassingPart,
    failed: () => undefined,
    arrived: () => undefined,
  },
})
window.addEventListener('online', () => { send.queue.resume() })
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') send.queue.resume() })
createApp(App, { send, language, userAgent: navigator.userAgent }).mount('#app')
void send.start()
