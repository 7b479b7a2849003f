import { openapiDoor } from '@/lib/http/doors/openapi'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor(openapiDoor)
