-- Ask whether vectors can be compared here.
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')
