import { prisma } from '@/lib/db/prisma'
import { consoleDoor } from '@/lib/http/console-door'
import { json } from '@/lib/http/message'
import { listFeatures } from '@/lib/queries/list-features'

export const GET = consoleDoor(async () => json(200, JSON.stringify(await listFeatures(prisma(), new Date()))))
