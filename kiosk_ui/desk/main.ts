// Where the desk starts: the real parts are given to the logic here.
import { createApp } from 'vue'
import { api, setCsrf } from '../shared/api'
import '../shared/fonts'
import type { DeskHears, DeskSends } from '../shared/live'
import { ApiProblem } from '../shared/problem'
import { connect } from '../shared/socket'
import '../shared/tokens.css'
import App from './App.vue'
import './desk.css'
import { Desk } from './logic/desk'
import { newId } from '../shared/ids'

const SERVER_TROUBLE = 500

const desk = new Desk({
  server: { ...api, setCsrf },
  openLine: () => connect<DeskSends, DeskHears>('/desk'),
  newId,
  problemOf: (failure) =>
    failure instanceof ApiProblem && failure.problem.status < SERVER_TROUBLE ? failure.problem : null,
})

document.querySelector('meta[name="theme-color"]')?.setAttribute('content', '#1B1412')
createApp(App, { desk }).mount('#app')
void desk.start()
