import { DAY_COUNT } from '../../options.mts';
import { hash } from '../../random.mts';

/** How many there are of what tickets point at. */
export interface TicketShape {
	readonly seed: number;
	readonly firstDayMs: number;
	readonly length: number;
	readonly contactCount: number;
	readonly memberCount: number;
	readonly projectCount: number;
	readonly boards: ReadonlyArray<{
		readonly statusCount: number;
		readonly firstClosed: number;
		readonly typeCount: number;
	}>;
}

/** What is drawn for one ticket; all else follows from it. Numbers are places in tables. */
export interface TicketFacts {
	readonly draw: number;
	readonly board: number;
	readonly status: number;
	/** Board, type, sub-type, item and team in one number. */
	readonly kind: number;
	/** Contact, or project. */
	readonly owner: number;
	readonly member: number;
	readonly choice: number;
	readonly isClosed: boolean;
	readonly enteredAt: number;
	readonly updatedAt: number;
	readonly closedAt: number;
}

const SPAN_MS = DAY_COUNT * 86_400_000;
const HOUR_MS = 3_600_000;

/** Older tickets have lower ids and are closed more often, as in a real system. */
export function factsOf(shape: TicketShape, index: number): TicketFacts {
	const draw = hash(shape.seed, index);
	const second = hash(draw, 1);
	const third = hash(draw, 2);
	const age = 1 - index / Math.max(1, shape.length);
	const board = second % shape.boards.length;
	const { statusCount, firstClosed, typeCount } = shape.boards[board] ?? {
		statusCount: 1,
		firstClosed: 0,
		typeCount: 1,
	};
	const isClosed = (draw & 0xffff) / 0x10000 < 0.35 + 0.6 * age;
	const enteredAt = shape.firstDayMs + Math.floor(((1 - age) * SPAN_MS) / 60_000) * 60_000;
	const now = shape.firstDayMs + SPAN_MS;
	const closedAt = Math.min(now, enteredAt + (1 + (third % 240)) * HOUR_MS);
	return {
		draw,
		board,
		isClosed,
		status: isClosed
			? firstClosed + ((second >>> 8) % (statusCount - firstClosed))
			: (second >>> 8) % firstClosed,
		kind: board * 1_000 + ((second >>> 16) % (typeCount * 4)),
		owner: shape.projectCount > 0 ? third % shape.projectCount : (third >>> 4) % shape.contactCount,
		member: (third >>> 20) % shape.memberCount,
		choice: draw % 64,
		enteredAt,
		closedAt,
		updatedAt: isClosed ? closedAt : Math.min(now, enteredAt + (third % 48) * HOUR_MS),
	};
}
