/** A small hall that takes files by tus over real HTTP, and can be made to fail in the ways that networks and servers do. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const PLACE = '/api/v1/uploads'

interface Kept { length: number; bytes: Buffer }

export class TusHall {
  readonly uploads = new Map<string, Kept>()
  readonly asked: string[] = []
  /** Answers in place of the hall's own: a status, `cut` for a line that breaks in the middle, `silent` for none at all. */
  readonly trouble: (number | 'cut' | 'silent')[] = []
  private readonly server: Server = createServer((request, response) => { void this.answer(request, response) })

  async start(): Promise<string> {
    await new Promise<void>((ready) => { this.server.listen(0, '127.0.0.1', ready) })
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((done) => { this.server.close(done) })
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    this.asked.push(`${method} ${url}`)
    const trouble = method === 'POST' ? undefined : this.trouble.shift()
    if (trouble === 'silent') return
    if (typeof trouble === 'number') return this.refuse(response, trouble)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const kept = this.uploads.get(url.split('/').at(-1) ?? '')
    if (method === 'POST') this.begin(request, response)
    else if (!kept) this.refuse(response, 404)
    else if (method === 'PATCH') this.take(request, response, kept, trouble === 'cut' ? body.subarray(0, body.length / 2) : body, trouble === 'cut')
    else response.writeHead(200, { 'Upload-Offset': kept.bytes.length, 'Upload-Length': kept.length, 'Tus-Resumable': '1.0.0' }).end()
  }

  private begin(request: IncomingMessage, response: ServerResponse): void {
    const id = `upload-${String(this.uploads.size + 1)}`
    this.uploads.set(id, { length: Number(request.headers['upload-length']), bytes: Buffer.alloc(0) })
    this.asked.push(`named ${String(request.headers['upload-metadata'])} by ${String(request.headers['x-csrf-token'])}`)
    response.writeHead(201, { Location: `${PLACE}/${id}`, 'Tus-Resumable': '1.0.0' }).end()
  }

  private take(request: IncomingMessage, response: ServerResponse, kept: Kept, body: Buffer, cut: boolean): void {
    if (Number(request.headers['upload-offset']) !== kept.bytes.length) return this.refuse(response, 409)
    kept.bytes = Buffer.concat([kept.bytes, body])
    if (cut) request.socket.destroy()
    else response.writeHead(204, { 'Upload-Offset': kept.bytes.length, 'Tus-Resumable': '1.0.0' }).end()
  }

  private refuse(response: ServerResponse, status: number): void {
    const problem = { type: 'about:blank', title: 'no', status, code: `code_${String(status)}`, detail: '', message: { zh: '不行', en: 'No' }, details: {} }
    response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify(problem))
  }
}
