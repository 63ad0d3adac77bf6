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

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root.');

watchForWakes();
createRoot(root).render(
  <StrictMode>
    <ApolloProvider client={createApolloClient()}>
      <ConnectionBanner />
      <BrowserRouter>
        <SessionGate>
          <App />
        </SessionGate>
      </BrowserRouter>
    </ApolloProvider>
  </StrictMode>,
);
