declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** Draw the page of an OpenAPI document. */
  export default function SwaggerUi(options: Record<string, unknown>): unknown
}
