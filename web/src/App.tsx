import { Route, Routes } from 'react-router';
import { DeletionToasts } from './files/DeletionToasts.js';
import { JobList } from './jobs/JobList.js';
import { JobPage } from './job/JobPage.js';
import { AppBar } from './layout/AppBar.js';
import { NotFound } from './layout/NotFound.js';
import { SkipLink } from './layout/SkipLink.js';
import { useScrollOffsets } from './layout/use-scroll-offsets.js';

/** The pages of the app. */
export function App() {
  useScrollOffsets();
  return (
    <>
      <SkipLink />
      <AppBar />
      <Routes>
        <Route path="/" element={<JobList />} />
        <Route path="/jobs/:jobId" element={<JobPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
      <DeletionToasts />
    </>
  );
}
