import { createHash } from 'node:crypto';
import type { ExpectedRequests } from './installProgress.mts';

/** Newest n8n that resolves on the npm registry with all of its own packages. */
export const NEWEST_N8N = '2.40.7';

/**
 * Oldest n8n that can be tried: 1.120.4 and 1.121.0 depend on releases of n8n's own packages that
 * are no longer on the registry; 1.121.3 still resolves and has the engine of 1.120 (n8n-core 1.120).
 */
export const OLDEST_N8N = '1.121.3';

/** By version, counted in the log of an installation with an empty cache. */
export const EXPECTED_REQUESTS: Readonly<Partial<Record<string, ExpectedRequests>>> = {
	[NEWEST_N8N]: { descriptions: 1_700, files: 1_900 },
	[OLDEST_N8N]: { descriptions: 1_560, files: 1_670 },
};

const KAFKA_WITHOUT_DOWNLOAD = {
	'@confluentinc/kafka-javascript': 'npm:empty-npm-package@1.0.0',
};

// n8n 1.x takes xlsx from the vendor's own site instead of the registry.
const XLSX_FROM_REGISTRY = { xlsx: '0.18.5' };

/** The package.json of a host folder, as text; the same version gives the same bytes. */
export function hostManifest(version: string): string {
	const overrides = version.startsWith('1.')
		? { ...XLSX_FROM_REGISTRY, ...KAFKA_WITHOUT_DOWNLOAD }
		: KAFKA_WITHOUT_DOWNLOAD;
	return JSON.stringify({ private: true, dependencies: { n8n: version }, overrides });
}

/** Changes whenever an installed host has to be installed again. */
export function recipeHash(version: string, nodeMajor: string): string {
	return createHash('sha256')
		.update(`${hostManifest(version)} node ${nodeMajor}`)
		.digest('hex');
}
