/** Where the studio starts. */
import { createApp } from 'vue'
import '../shared/tokens.css'
import '../shared/fonts'
import './styles/base.css'
import './styles/controls.css'
import { api } from '../shared/api'
import { createStaffLanguage } from '../shared/staffLanguage'
import { createStudio } from './logic/studio'
import { STUDIO } from './parts/studio'
import StudioApp from './StudioApp.vue'

const studio = createStudio(api, window, createStaffLanguage())
createApp(StudioApp).provide(STUDIO, studio).mount('#app')
void studio.session.start()
