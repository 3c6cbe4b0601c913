/** The chapters of a film as pieces of its progress line (P-08). */
import type { Chapter, LocalText } from '../../../contract/types'

/** A piece of the line: seconds from and to; without chapters the film is one piece that has no title. */
export interface Piece {
  number: number
  from_s: number
  to_s: number
  title: LocalText | null
}

/** Cut a film into its pieces; a chapter that lies beyond the end is left out. */
export function cutPieces(chapters: Chapter[], length_s: number): Piece[] {
  const inside = [...chapters].sort((a, b) => a.at_s - b.at_s).filter((chapter) => chapter.at_s < length_s)
  if (inside.length === 0) return [{ number: 1, from_s: 0, to_s: length_s, title: null }]
  // What comes before the first chapter belongs to it: no part of the line may be without a name.
  return inside.map((chapter, index) => ({
    number: index + 1,
    from_s: index === 0 ? 0 : chapter.at_s,
    to_s: inside[index + 1]?.at_s ?? length_s,
    title: chapter.title,
  }))
}

/** Find the piece at a moment. */
export function findPiece(pieces: Piece[], at_s: number): number {
  const index = pieces.findIndex((piece) => at_s < piece.to_s)
  return index < 0 ? pieces.length - 1 : index
}

/** Tell how much of a piece lies behind, from 0 to 1. */
export function measurePiece(piece: Piece, at_s: number): number {
  const length = piece.to_s - piece.from_s
  return length <= 0 ? 1 : Math.min(1, Math.max(0, (at_s - piece.from_s) / length))
}
