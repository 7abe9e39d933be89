// The one direction of flow: who may import whom. `npm run lint` fails on a wrong import.
import { fileURLToPath } from 'node:url';

const NODE = '^nodes/ConnectWiseManage/';

/**
 * The rooms of the node, from the top down. A room imports its own files and those of rooms on
 * floors below; rooms on one floor do not know each other.
 */
const FLOORS = [
	['description', 'methods'],
	['triggers'],
	['actions'],
	['lookups'],
	['request'],
	['conditions', 'everyday', 'response'],
	['catalogue'],
];

const pathOf = (rooms) => `${NODE}(?:${rooms.join('|')})/`;

/** What nobody but the floors above may import, from the point of view of each room. */
const flowRules = FLOORS.flatMap((rooms, floor) =>
	rooms.map((room) => ({
		name: `flow-${room}`,
		comment: `${room}/ is imported by the rooms above it and imports those below only: ${FLOORS.map((each) => each.join(' and ')).join(' > ')}.`,
		severity: 'error',
		from: { path: pathOf([room]) },
		to: {
			path: [
				...FLOORS.slice(0, floor + 1).map(pathOf),
				`${NODE}[^/]+\\.node\\.ts$`,
				'^credentials/',
			],
			pathNot: pathOf([room]),
		},
	})),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
	forbidden: [
		{
			name: 'no-circular',
			comment: 'Two files that need each other are one file, or hide a third.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		...flowRules,
		{
			name: 'shipped-from-shipped-only',
			comment:
				'What users install has no packages, no tests and no tools in it, and of Node’s modules only crypto.',
			severity: 'error',
			from: { path: '^(?:nodes|credentials)/' },
			to: {
				pathNot: ['^(?:nodes|credentials)/', '(?:^|/)node_modules/n8n-workflow/', '^crypto$'],
			},
		},
		{
			name: 'tools-know-templates-only',
			comment:
				'Tools make and read the tables (templates, everyday jobs), and run the built package; no other source.',
			severity: 'error',
			from: { path: '^tools/' },
			to: { path: '^(?:nodes|credentials)/', pathNot: `${NODE}(?:catalogue|everyday)/` },
		},
		{
			name: 'sandbox-knows-templates-only',
			comment: 'A local ConnectWise that ran the node’s own code would share its mistakes.',
			severity: 'error',
			from: { path: '^test/sandbox/', pathNot: '\\.test\\.mts$' },
			to: {
				path: '^(?:nodes|credentials|test|tools)/',
				pathNot: ['^test/sandbox/', `${NODE}catalogue/`],
			},
		},
		{
			name: 'not-from-a-test',
			comment: 'What two tests need stands in a file beside them.',
			severity: 'error',
			from: {},
			to: { path: '\\.test\\.mts$' },
		},
	],
	options: {
		doNotFollow: { path: ['node_modules', '^dist/'] },
		exclude: { path: 'nodes/ConnectWiseManage/catalogue/data/' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) },
		enhancedResolveOptions: { extensions: ['.ts', '.mts', '.mjs', '.js'] },
	},
};
