import { apiError, ApiError, cannotRoute, endpointNotFound } from '../errors.mts';
import { CODEBASE } from '../operations/systemInfo.mts';
import type { World } from './world.mts';

const API_PATH = /^\/+([^/]+)\/+apis\/+3\.0(?:\/+(.*))?$/i;
const DATED_CODEBASE = /^v20\d\d_\d+$/i;

/**
 * Takes the code base off a path.
 * @returns the path below the API root
 * @throws the plain-text 400 for doubled or foreign paths, 404 for an old code base
 */
export function pathBelowRoot(path: string, { switches }: World): string {
	const [, codebase = '', rest = ''] = API_PATH.exec(path) ?? [];
	if (codebase === '' || /(?:^|\/)apis\/+3\.0(?:\/|$)/i.test(rest)) throw cannotRoute();
	const isCurrent = ['v4_6_release', CODEBASE].includes(codebase.toLowerCase());
	if (isCurrent) return rest;
	if (!DATED_CODEBASE.test(codebase)) throw cannotRoute();
	if (switches.get('staleCodebase') === 'columnText') {
		throw apiError(
			500,
			'ConnectWiseApi',
			"Column 'Connect_Wise_ID' does not belong to table Table.",
		);
	}
	throw endpointNotFound();
}

export const methodNotAllowed = (method: string): ApiError =>
	new ApiError(405, {
		code: 'ConnectWiseApi',
		message: `The requested resource does not support http method '${method}'.`,
	});

const SUPPORTED_VERSION = /version=(\d{4})\.(\d+)/i;

/** Versions are supported for twelve months; the newest is used without one. */
export function checkVersion(accept: string | undefined, url: string, world: World): void {
	const [, year, release] = SUPPORTED_VERSION.exec(accept ?? '') ?? [];
	if (year === undefined || world.switches.get('unsupportedVersion') === 'newest') return;
	const newest = Number(world.catalogue.apiVersion.split('.')[0]);
	if (Number(year) >= newest - 1 && Number(year) <= newest) return;
	throw apiError(
		400,
		'ConnectWiseApi',
		`The HTTP resource that matches the request URI '${world.rootUrl}${url}' does not support the API version '${year}.${release}'.`,
	);
}
