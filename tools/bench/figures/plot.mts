import type { PeerName } from '../jobs/jobs.mts';
import { PEER_LABELS, PEERS } from '../jobs/jobs.mts';
import type { BenchResults, ReadFigures } from './results.mts';

const PANEL = { width: 250, height: 240, gap: 34, left: 52, top: 44 } as const;
const LEGEND_HEIGHT = 56;
const AXIS_HEIGHT = 40;

const COLOURS: Readonly<Record<PeerName, string>> = {
	node: '#0b6e4f',
	nodeAutomatic: '#22c55e',
	httpRequest: '#c2410c',
	connectwiseRest: '#7c3aed',
	bareLoop: '#1d4ed8',
	bareLoopNewConnections: '#64748b',
};

const escapeXml = (text: string): string =>
	text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const text = (x: number, y: number, words: string, more = ''): string =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escapeXml(words)}</text>`;

interface Scale {
	readonly ticks: readonly number[];
	readonly place: (value: number) => number;
}

/** A logarithmic scale from the power of ten below the least value to the one above the greatest. */
export function logScale(values: readonly number[], from: number, to: number): Scale {
	const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
	const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
	const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
	const place = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
	return { ticks, place };
}

function line(peer: PeerName, reads: readonly ReadFigures[], x: Scale, y: Scale): string {
	const points = reads
		.filter((read) => read.peer === peer)
		.sort((left, right) => left.size - right.size)
		.map(({ size, wallMs }) => [x.place(size), y.place(wallMs / 1_000)] as const);
	if (points.length === 0) return '';
	const path = points.map(([left, top]) => `${left.toFixed(1)},${top.toFixed(1)}`).join(' ');
	const width = peer === 'node' ? 3 : 1.5;
	const colour = COLOURS[peer];
	const dots = points.map(
		([left, top]) =>
			`<circle cx="${left.toFixed(1)}" cy="${top.toFixed(1)}" r="${width + 1}" fill="${colour}"/>`,
	);
	return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>${dots.join('')}`;
}

const rowsText = (value: number): string =>
	value >= 1_000_000 ? `${value / 1_000_000} M` : `${value / 1_000} k`;

function panel(reads: readonly ReadFigures[], latencyMs: number, left: number, y: Scale, x: Scale) {
	const { width, height, top } = PANEL;
	const shown = reads.filter((read) => read.latencyMs === latencyMs);
	const horizontal = y.ticks.map((tick) => {
		const at = y.place(tick).toFixed(1);
		return `<line x1="${left}" x2="${left + width}" y1="${at}" y2="${at}" stroke="#e2e8f0"/>`;
	});
	const labels = x.ticks.map((tick) =>
		text(x.place(tick), top + height + 16, rowsText(tick), 'text-anchor="middle"'),
	);
	return [
		text(left, top - 12, `${latencyMs} ms latency`, 'font-weight="bold"'),
		...horizontal,
		...labels,
		...PEERS.map((peer) => line(peer, shown, x, y)),
	].join('\n');
}

function legend(peers: readonly PeerName[], top: number): string {
	return peers
		.map((peer, index) => {
			const left = PANEL.left + (index % 3) * 260;
			const at = top + Math.floor(index / 3) * 20;
			const mark = `<rect x="${left}" y="${at - 9}" width="18" height="4" fill="${COLOURS[peer]}"/>`;
			return `${mark}${text(left + 26, at - 3, PEER_LABELS[peer])}`;
		})
		.join('\n');
}

/** Wall time against rows, one panel a latency, both axes logarithmic; undefined without figures. */
export function plotReads({ reads = [] }: BenchResults): string | undefined {
	const shown = reads.filter(({ setUpMs, problem }) => setUpMs === 0 && !problem);
	if (shown.length === 0) return undefined;
	const { width, height, gap, left, top } = PANEL;
	const latencies = [...new Set(shown.map(({ latencyMs }) => latencyMs))].sort((a, b) => a - b);
	const peers = PEERS.filter((peer) => shown.some((read) => read.peer === peer));
	const seconds = shown.map(({ wallMs }) => wallMs / 1_000);
	const sizes = shown.map(({ size }) => size);
	const y = logScale(seconds, top + height, top);
	const panels = latencies.map((latencyMs, index) => {
		const start = left + index * (width + gap);
		return panel(shown, latencyMs, start, y, logScale(sizes, start + 12, start + width - 12));
	});
	const ticks = y.ticks.map((tick) =>
		text(left - 8, y.place(tick) + 4, `${tick} s`, 'text-anchor="end"'),
	);
	const whole = left + latencies.length * (width + gap);
	const bottom = top + height + AXIS_HEIGHT;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${bottom + LEGEND_HEIGHT}" viewBox="0 0 ${whole} ${bottom + LEGEND_HEIGHT}" font-family="system-ui, sans-serif" font-size="12" fill="#0f172a">`,
		`<title>Return All: seconds against number of tickets</title>`,
		`<rect width="100%" height="100%" fill="#ffffff"/>`,
		...ticks,
		...panels,
		legend(peers, bottom + 16),
		'</svg>',
		'',
	].join('\n');
}
