// First, so that what components say about their own parts comes later in the cascade.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApolloProvider } from '@apollo/client/react';
import { BrowserRouter } from 'react-router';
import { App } from './App.js';
import { createApolloClient } from './apollo/client.js';
import { SessionGate } from './auth/SessionGate.js';
import { ConnectionBanner } from './connection/ConnectionBanner.js';
import { watchForWakes } from './connection/wakes.js';
import { enterPreferred, useLanguage } from './languages/language.js';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root.');

const client = createApolloClient();

/** Another language makes all that is shown anew. */
function Page() {
  const language = useLanguage();
  return (
    <ApolloProvider client={client}>
      <ConnectionBanner />
      <BrowserRouter>
        <SessionGate>
          <App key={language} />
        </SessionGate>
      </BrowserRouter>
    </ApolloProvider>
  );
}

watchForWakes();
void enterPreferred().then(() =>
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  ),
);
