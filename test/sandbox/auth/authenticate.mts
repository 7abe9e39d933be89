import type { IncomingHttpHeaders } from 'node:http';
import { SANDBOX_COMPANY } from '../credentials.mts';
import { apiError, ApiError, cannotRoute, endpointNotFound, permissionDenied } from '../errors.mts';
import type { SwitchBoard } from '../switches.mts';
import type { Caller, KeyRing } from './members.mts';

const GUID = /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$/i;

const CLOUD_UI_HOST = /^(?:na|eu|au|aus|za)\.myconnectwise\.net(?::\d+)?$/i;

interface BasicLogin {
	readonly company: string;
	readonly user: string;
	readonly password: string;
}

function readBasic(header: string | undefined): BasicLogin | undefined {
	const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? [];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const [, company, user, password] = /^([^+:]*)\+([^:]*):([\s\S]*)$/.exec(text) ?? [];
	if (company === undefined || user === undefined || password === undefined) return undefined;
	return { company, user, password };
}

/** Cloud gateways tell calls to the web host from those to the API host. */
export function checkHost(host: string | undefined, switches: SwitchBoard): void {
	const rule = switches.get('uiHost');
	if (rule === 'accepted' || !CLOUD_UI_HOST.test(host ?? '')) return;
	if (rule === 'sslRequired') throw apiError(403, 'Security', 'SSL is required.');
	throw new ApiError(200, '<!DOCTYPE html><html><head><title>ConnectWise</title></head></html>', {
		'content-type': 'text/html',
	});
}

export function checkClientId(headers: IncomingHttpHeaders, switches: SwitchBoard): void {
	const rule = switches.get('missingClientId');
	const clientId = headers['clientid'];
	if (rule === 'accepted' || (typeof clientId === 'string' && GUID.test(clientId.trim()))) return;
	const code = rule === 403 ? 'Security' : rule === 401 ? 'Unauthorized' : 'ConnectWiseApi';
	const reason = clientId === undefined ? 'is missing' : 'is not valid';
	throw apiError(rule, code, `The clientId header of the request ${reason}.`);
}

function wrongKeys(switches: SwitchBoard): ApiError {
	switch (switches.get('wrongKeys')) {
		case 'notAuthenticated':
			return new ApiError(401, { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' });
		case 'notFound':
			return endpointNotFound();
		default:
			return new ApiError(401, {
				code: 'Unauthorized',
				message: 'You did not provide valid authentication credentials.',
			});
	}
}

/** @throws the 400 or 401 that the real server gives for missing, foreign or wrong keys */
export function authenticate(
	headers: IncomingHttpHeaders,
	keys: KeyRing,
	switches: SwitchBoard,
): Caller {
	if (headers.authorization === undefined) {
		throw new ApiError(401, { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' });
	}
	const login = readBasic(headers.authorization);
	if (!login) throw wrongKeys(switches);
	if (login.company !== SANDBOX_COMPANY) {
		throw switches.get('wrongCompany') === 'cannotRoute' ? cannotRoute() : wrongKeys(switches);
	}
	const caller = keys.find(login.user, login.password);
	if (!caller) throw wrongKeys(switches);
	return caller;
}

/** @throws the 403 of a role that lacks the right */
export function checkRole({ allowed }: Caller, path: string): void {
	if (allowed && !allowed.some((prefix) => path.startsWith(prefix))) throw permissionDenied();
}
