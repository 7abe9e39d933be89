import type { FastifyInstance } from 'fastify';
import { INTEGRATOR_USER, SANDBOX_COMPANY } from '../credentials.mts';
import { signingKeyReply } from '../callbacks/signing.mts';
import { companyInfo } from '../operations/systemInfo.mts';
import type { World } from './world.mts';

/** What answers without keys: company info, the login page, the signing key of callbacks. */
export function openRoutes(app: FastifyInstance, getWorld: () => World): void {
	app.get<{ Params: { company: string } }>('/login/companyinfo/:company', (request, out) => {
		const info = companyInfo(getWorld(), request.params.company);
		const isMissing = info === null && getWorld().switches.get('unknownCompanyInfo') === 'notFound';
		return out
			.code(isMissing ? 404 : 200)
			.header('content-type', 'application/json; charset=utf-8')
			.send(isMissing ? '' : JSON.stringify(info));
	});
	app.post('/v4_6_release/login/login.aspx', (request, out) => {
		const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
		const form = new URLSearchParams(body);
		const isKnown =
			form.get('CompanyName') === SANDBOX_COMPANY && form.get('UserName') === INTEGRATOR_USER;
		return out
			.header('content-type', 'application/json')
			.send(JSON.stringify({ Success: isKnown, Hash: isKnown ? 'sandbox-hash' : null }));
	});
	app.get('/:codebase/system/callbackkey/index.rails', (request, out) => {
		const reply = signingKeyReply(getWorld(), request.headers);
		return out
			.code(reply.status)
			.headers(reply.headers ?? {})
			.send(reply.body ?? null);
	});
}
