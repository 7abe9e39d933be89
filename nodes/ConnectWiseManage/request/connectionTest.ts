import type { ICredentialTestRequest } from 'n8n-workflow';

const CLIENT_ID_PAGE = 'https://developer.connectwise.com/ClientID';

const KEYS =
	'ConnectWise refused the keys. The Site URL is right; check the company ID and public key in Username, the private key in Password, and then the Client ID';
const COMPANY =
	'ConnectWise does not know this company on this server. Check the company ID before the plus sign in Username, and that the Site URL is the server of your company';
const PERMISSION =
	'The Site URL and the keys are right, but the security role of the API member may not read service boards. Give the role the rights that your workflows need, table setup included';
const API_HOST =
	'The server wants its API host: put api- before the host in the Site URL, e.g. https://api-na.myconnectwise.net';
const WEB_PAGE =
	'The server at the Site URL answered with a web page, not with ConnectWise data. Enter the address that you open ConnectWise at, e.g. https://na.myconnectwise.net';
const ANYTHING_ELSE = `The server did not answer as it does to good credentials. Check the Client ID first (yours is at ${CLIENT_ID_PAGE}), then the Site URL: it must be the address that you open ConnectWise at, without an old release such as v2025_1 in it`;

const bodyRule = (key: string, value: unknown, message: string) => ({
	type: 'responseSuccessBody' as const,
	properties: { key, value, message },
});

/**
 * Reads a small count, as `/system/info` may answer without keys. n8n cannot look at status and
 * body together, so every status goes through and the body decides: it must hold a count. `0` is
 * the first letter of a plain-text body; the last rule matches whatever holds no count.
 */
export const connectionTest: ICredentialTestRequest = {
	request: {
		baseURL: '={{ $credentials.siteUrl }}',
		url: '/service/boards/count',
		ignoreHttpStatusErrors: true,
	},
	rules: [
		bodyRule('0', '<', WEB_PAGE),
		bodyRule('0', 'C', COMPANY),
		bodyRule('message', 'UserNotAuthenticated', KEYS),
		bodyRule('message', 'SSL is required.', API_HOST),
		bodyRule('message', 'You do not have security permission to perform this action.', PERMISSION),
		bodyRule('code', 'Unauthorized', KEYS),
		bodyRule('count', undefined, ANYTHING_ELSE),
	],
};
