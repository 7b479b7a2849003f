import { Ajv2020 } from 'ajv/dist/2020.js'

interface Described {
  readonly content?: Readonly<Record<string, unknown>>
}
type Methods = Readonly<Record<string, { readonly responses: Readonly<Record<string, Described>> }>>
interface Document {
  readonly paths: Readonly<Record<string, Methods>>
}

/** An answer as it came. */
export interface Answered {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly status: number
  readonly contentType: string
  readonly body: unknown
}

const PROBLEM = '/components/schemas/Problem'
const pointer = (...parts: string[]) =>
  parts.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
const isVariable = (part: string) => part.startsWith('{')

function templateOf({ paths }: Document, path: string): string | undefined {
  const asked = path.replace(/\?.*/, '').split('/')
  const fits = Object.keys(paths).filter((template) => {
    const parts = template.split('/')
    return parts.length === asked.length && parts.every((part, at) => isVariable(part) || part === asked[at])
  })
  const variables = (template: string) => template.split('/').filter(isVariable).length
  return fits.sort((a, b) => variables(a) - variables(b))[0]
}

/**
 * Checks answers against an OpenAPI document, as it was served: status, media type and body must be as it says.
 * What is at no path of it may only be refused, by a problem body.
 * @returns throws an Error that says what does not agree
 */
export function openapiCheck(document: Document): (answered: Answered) => void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(document, 'openapi')

  function checkBody(at: string, body: unknown, named: string): void {
    const validate = ajv.getSchema(`openapi#${encodeURI(at)}`) ?? ajv.compile({ $ref: `openapi#${encodeURI(at)}` })
    if (!validate(body)) throw new Error(`${named} is not as the document says: ${ajv.errorsText(validate.errors)}`)
  }

  return ({ method, path, status, contentType, body }) => {
    const named = `${method} ${path} → ${status}`
    const mediaType = contentType.split(';')[0] ?? ''
    const template = templateOf(document, path)
    const operation = template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()]
    if (template === undefined || operation === undefined) {
      if (status < 400) throw new Error(`${named} stands nowhere in the document`)
      return checkBody(PROBLEM, body, named)
    }
    const described = operation.responses[status]
    if (described === undefined) throw new Error(`${named}: the document has no such status there`)
    const media = described.content?.[mediaType]
    if (described.content !== undefined && media === undefined) throw new Error(`${named}: ${mediaType} stands nowhere`)
    const parts = ['paths', template, method.toLowerCase(), 'responses', `${status}`, 'content', mediaType, 'schema']
    if (media !== undefined) checkBody(pointer(...parts), body, named)
  }
}
