/** Where the kiosk's page starts: the kiosk itself, or the studio's preview of one exhibit. */
import '../shared/tokens.css'
import '../shared/fonts'
import './kiosk.css'
import { createApp } from 'vue'
import App from './App.vue'
import { createKiosk } from './logic/kiosk'
import Preview from './Preview.vue'

const wishes = new URLSearchParams(window.location.search)

function openKiosk(): void {
  const kiosk = createKiosk()
  const app = createApp(App, { kiosk, mouse: import.meta.env.DEV || wishes.has('mouse') })
  // An error in a view is heard where all errors are: by the kiosk's recovery.
  app.config.errorHandler = (failure) => { window.reportError(failure) }
  app.mount('#app')
  void kiosk.start()
}

if (wishes.has('preview')) createApp(Preview).mount('#app')
else openKiosk()
