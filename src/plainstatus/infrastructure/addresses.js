// What CloudFront does with an address before it asks a bucket, which knows no folders.

function decoded(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (malformed) {
    return uri;
  }
}

function query(fields) {
  var pairs = [];
  for (var name in fields) {
    (fields[name].multiValue || [fields[name]]).forEach(function (each) {
      pairs.push(each.value ? name + '=' + each.value : name);
    });
  }
  return pairs.length ? '?' + pairs.join('&') : '';
}

function handler(event) {
  var request = event.request;
  var address = decoded(request.uri);
  if (/^\/+_publish(\/|$)/.test(address)) {
    // There is no such object, so that the answer is the page for what is not there.
    request.uri = '/_';
  } else if (address.endsWith('/')) {
    request.uri += 'index.html';
  } else if (!/\.[A-Za-z][A-Za-z0-9]*$/.test(address) && /^\/[^\/\\]/.test(request.uri)) {
    // Behind two slashes a browser would take the next word for another host.
    return {
      statusCode: 301,
      statusDescription: 'Moved Permanently',
      headers: {
        location: { value: request.uri + '/' + query(request.querystring) },
        'cache-control': { value: 'public, max-age=3600' },
      },
    };
  }
  return request;
}
