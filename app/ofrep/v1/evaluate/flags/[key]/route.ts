import { ofrepFlagDoor } from '@/lib/http/doors/ofrep'
import { nextDoor } from '@/lib/http/next-doors'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = nextDoor(ofrepFlagDoor)
