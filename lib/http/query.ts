import { HttpError } from './http-error'

function refuse(path: string, message: string): never {
  throw new HttpError('invalid_request', 'Some fields are at fault.', { faults: [{ path, message }] })
}

function decoded(text: string, path: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return refuse(path, 'holds an escape that is no UTF-8')
  }
}

/** The fields of a query, each given once. @throws HttpError `invalid_request` */
export function queryFields(query: string): Record<string, string> {
  const fields = new Map<string, string>()
  for (const part of query.split('&').filter((given) => given !== '')) {
    const mark = part.indexOf('=')
    const name = decoded(mark < 0 ? part : part.slice(0, mark), '')
    if (name === '__proto__') refuse(name, 'unknown field')
    if (fields.has(name)) refuse(name, 'is given twice')
    fields.set(name, decoded(mark < 0 ? '' : part.slice(mark + 1), name))
  }
  return Object.fromEntries(fields)
}
