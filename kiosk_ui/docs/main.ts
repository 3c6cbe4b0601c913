/** The API's page: Swagger UI from our own server, under the hall's strict content policy. */
import SwaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'
import './docs.css'
import type { SessionView } from '../contract/types'
import { api, csrfHeaders, setCsrf } from '../shared/api'

interface Trial {
  method?: string
  headers: Record<string, string>
}

/** Who is signed in may try unsafe calls too: they carry the token that the staff's pages send. */
async function addCsrf(trial: Trial): Promise<Trial> {
  if ((trial.method ?? 'GET').toUpperCase() === 'GET') return trial
  setCsrf((await api.get<SessionView>('/session')).csrf)
  Object.assign(trial.headers, csrfHeaders())
  return trial
}

SwaggerUi({
  url: '/api/openapi.json',
  dom_id: '#app',
  deepLinking: true,
  docExpansion: 'list',
  tagsSorter: 'alpha',
  displayRequestDuration: true,
  requestInterceptor: addCsrf,
  // The badge would ask a foreign host.
  validatorUrl: null,
})
