/** The plan's geometry: from a sheet's rooms and doors to floors, walls and the dotted way. */
import type { Room, Sheet } from '../contract/types'

export interface Box { x: number; y: number; width: number; height: number }

/** A straight wall: `level` walls run from left to right at height `at`, the others from top to bottom. */
export interface Wall { level: boolean; at: number; from: number; to: number }

export interface Drawing { box: Box; thick: number; walls: Wall[]; outline: string; fronts: string; route: string; floors: string; grounds: Ground[] }

/** A room's floor out to the middle of its walls, so that no strip and no door between two rooms stays bare. */
export interface Ground extends Box { zoneId: string }

const THICK = 0.0149
const ROUND = 1.9
const NEAR = 1.4
const WIDEST = 1.5

/** Measure what is drawn: the sheet's own margins are not needed, the page has its own. */
export function boundsOf(sheet: Sheet): Box {
  const corners = [...sheet.halls, ...sheet.rooms].flatMap((room) => [[room.x, room.y], [room.x + room.width, room.y + room.height]])
  const points = [...corners, sheet.entrance]
  const xs = points.map((point) => point[0] ?? 0)
  const ys = points.map((point) => point[1] ?? 0)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x || 1, height: Math.max(...ys) - y || 1 }
}

function sidesOf(room: Room): Wall[] {
  const [right, bottom] = [room.x + room.width, room.y + room.height]
  return [
    { level: true, at: room.y, from: room.x, to: right }, { level: true, at: bottom, from: room.x, to: right },
    { level: false, at: room.x, from: room.y, to: bottom }, { level: false, at: right, from: room.y, to: bottom },
  ]
}

function doorsOf(room: Room): Wall[] {
  return room.doors.map(([x1, y1, x2, y2]) => {
    const level = Math.abs(y2 - y1) <= Math.abs(x2 - x1)
    const [from, to] = level ? [Math.min(x1, x2), Math.max(x1, x2)] : [Math.min(y1, y2), Math.max(y1, y2)]
    return { level, at: level ? (y1 + y2) / 2 : (x1 + x2) / 2, from, to }
  })
}

/** Lines that are hardly further apart than a wall is thick are one wall: at a hall's wall, else midway. */
function snap(walls: Wall[], fixed: number, near: number): Wall[] {
  const lines: (Wall & { all: number[] })[] = []
  const found = walls.map((wall, index) => {
    const known = lines.find((line) => line.level === wall.level && Math.abs(line.at - wall.at) <= near && wall.from <= line.to + near && wall.to >= line.from - near)
    const line = known ?? { ...wall, all: [] }
    if (!known) lines.push(line)
    Object.assign(line, { from: Math.min(line.from, wall.from), to: Math.max(line.to, wall.to) })
    if (index < fixed) line.all = [wall.at]
    else if (!walls.slice(0, fixed).some((hall) => hall.level === wall.level && hall.at === line.at)) line.all.push(wall.at)
    return line
  })
  const middle = (all: number[]): number => (Math.min(...all) + Math.max(...all)) / 2
  return walls.map((wall, index) => ({ ...wall, at: middle(found[index]?.all ?? [wall.at]) }))
}

function join(walls: Wall[], near: number): Wall[] {
  const sorted = [...walls].sort((a, b) => Number(a.level) - Number(b.level) || a.at - b.at || a.from - b.from)
  const joined: Wall[] = []
  for (const wall of sorted) {
    const last = joined.at(-1)
    const same = last && last.level === wall.level && last.at === wall.at && wall.from <= last.to + near
    if (same) last.to = Math.max(last.to, wall.to)
    else joined.push({ ...wall })
  }
  return joined
}

function open(wall: Wall, doors: Wall[], near: number): Wall[] {
  const here = doors.filter((door) => door.level === wall.level && Math.abs(door.at - wall.at) <= near)
  return here.reduce<Wall[]>((parts, door) => parts.flatMap((part) => {
    if (door.to <= part.from || door.from >= part.to) return [part]
    return [{ ...part, to: door.from }, { ...part, from: door.to }].filter((rest) => rest.to - rest.from > near / 4)
  }), [wall])
}

function snapAll(sheet: Sheet, near: number): { walls: Wall[]; rooms: Wall[][] } {
  const outer = sheet.halls.flatMap(sidesOf)
  const walls = snap([...outer, ...sheet.rooms.flatMap(sidesOf)], outer.length, near)
  return { walls, rooms: sheet.rooms.map((_, index) => walls.slice(outer.length + index * 4, outer.length + index * 4 + 4)) }
}

/** Find the walls: shared ones once, with the doors left open. */
export function wallsOf(sheet: Sheet, thick: number): Wall[] {
  const doors = [...sheet.halls, ...sheet.rooms].flatMap(doorsOf)
  const near = thick * NEAR
  return join(snapAll(sheet, near).walls, near).flatMap((wall) => open(wall, doors, near))
}

/** Find each room's floor: it reaches to the walls as they are drawn. */
export function groundsOf(sheet: Sheet, thick: number): Ground[] {
  return snapAll(sheet, thick * NEAR).rooms.map(([top, bottom, left, right], index) => {
    const [x, y] = [left?.at ?? 0, top?.at ?? 0]
    return { zoneId: sheet.rooms[index]?.zone_id ?? '', x, y, width: (right?.at ?? x) - x, height: (bottom?.at ?? y) - y }
  })
}

/** Draw a way through points with rounded corners. */
export function roundedPath(points: [number, number][], radius: number): string {
  return points.map((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    if (!before) return `M${point.join(' ')}`
    if (!after) return `L${point.join(' ')}`
    return `L${along(point, before, radius).join(' ')}Q${point.join(' ')} ${along(point, after, radius).join(' ')}`
  }).join('')
}

function along(from: [number, number], to: [number, number], distance: number): [number, number] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1
  const part = Math.min(distance, length / 2) / length
  return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part].map((value) => Math.round(value * 10) / 10) as [number, number]
}

/** The side of a wall that one sees from above left: a strip below it. */
function frontOf(wall: Wall, thick: number): string {
  const half = thick / 2
  if (wall.level) return `M${wall.from - half} ${wall.at}H${wall.to + half}v${thick * 2}H${wall.from - half}Z`
  return `M${wall.at - half} ${wall.to}h${thick}v${thick * 2}h${-thick}Z`
}

/** Widen a plan that is too slim for its field: it is a sketch, and wider rooms have room for their names. */
export function widen(sheet: Sheet, ratio: number): Sheet {
  const box = boundsOf(sheet)
  const by = Math.min(Math.max((ratio * box.height) / box.width, 1), WIDEST)
  const place = (room: Room): Room => ({ ...room, x: room.x * by, width: room.width * by, doors: room.doors.map(([x1, y1, x2, y2]) => [x1 * by, y1, x2 * by, y2]) })
  return {
    ...sheet, width: sheet.width * by, halls: sheet.halls.map(place), rooms: sheet.rooms.map(place),
    route: sheet.route.map(([x, y]) => [x * by, y]), entrance: [sheet.entrance[0] * by, sheet.entrance[1]],
  }
}

/** Draw the whole plan once; the page colours it. */
export function drawPlan(sheet: Sheet): Drawing {
  const box = boundsOf(sheet)
  const thick = Math.sqrt(box.width * box.height) * THICK
  const walls = wallsOf(sheet, thick)
  const outline = walls.map((wall) => wall.level ? `M${wall.from} ${wall.at}H${wall.to}` : `M${wall.at} ${wall.from}V${wall.to}`).join('')
  const floors = sheet.halls.map((hall) => `M${hall.x} ${hall.y + thick * 1.5}h${hall.width}v${hall.height}h${-hall.width}Z`).join('')
  const grounds = groundsOf(sheet, thick)
  return { box, thick, walls, outline, grounds, fronts: walls.map((wall) => frontOf(wall, thick)).join(''), route: roundedPath(sheet.route, thick * ROUND), floors }
}
