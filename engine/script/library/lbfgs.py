"""torch.optim.lbfgs: steps along the inverse Hessian as the last gradients tell it."""
import torch
from torch.optim.optimizer import Optimizer


def _cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
    """Where the cubic through two points with these slopes is smallest, within the bounds."""
    low, high = bounds if bounds is not None else ((x1, x2) if x1 <= x2 else (x2, x1))
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 ** 2 - g1 * g2
    if square < 0:
        return (low + high) / 2.
    d2 = square ** 0.5
    if x1 <= x2:
        least = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    else:
        least = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
    return min(max(least, low), high)


def _strong_wolfe(probe, t, d, f, g, gtd, c1=1e-4, c2=0.9, tolerance_change=1e-9, max_ls=25):
    """A step along d that lowers the loss enough and flattens its slope; probe(t) gives both."""
    d_norm = d.abs().max()
    g = g.clone()
    f_new, g_new = probe(t)
    evaluations = 1
    gtd_new = g_new.dot(d)
    t_prev, f_prev, g_prev, gtd_prev = 0, f, g, gtd
    done = False
    steps = 0
    while steps < max_ls:
        if f_new > (f + c1 * t * gtd) or (steps > 1 and f_new >= f_prev):
            bracket, values = [t_prev, t], [f_prev, f_new]
            slopes, along = [g_prev, g_new.clone()], [gtd_prev, gtd_new]
            break
        if abs(gtd_new) <= -c2 * gtd:
            bracket, values, slopes = [t], [f_new], [g_new]
            done = True
            break
        if gtd_new >= 0:
            bracket, values = [t_prev, t], [f_prev, f_new]
            slopes, along = [g_prev, g_new.clone()], [gtd_prev, gtd_new]
            break
        least, most = t + 0.01 * (t - t_prev), t * 10
        before = t
        t = _cubic_minimum(t_prev, f_prev, gtd_prev, t, f_new, gtd_new, bounds=(least, most))
        t_prev, f_prev, g_prev, gtd_prev = before, f_new, g_new.clone(), gtd_new
        f_new, g_new = probe(t)
        evaluations += 1
        gtd_new = g_new.dot(d)
        steps += 1
    if steps == max_ls:
        bracket, values, slopes = [0, t], [f, f_new], [g, g_new]
    stuck = False
    low, high = (0, 1) if values[0] <= values[-1] else (1, 0)
    while not done and steps < max_ls:
        if abs(bracket[1] - bracket[0]) * d_norm < tolerance_change:
            break
        t = _cubic_minimum(bracket[0], values[0], along[0], bracket[1], values[1], along[1])
        edge = 0.1 * (max(bracket) - min(bracket))
        if min(max(bracket) - t, t - min(bracket)) < edge:
            if stuck or t >= max(bracket) or t <= min(bracket):
                t = max(bracket) - edge if abs(t - max(bracket)) < abs(t - min(bracket)) else min(bracket) + edge
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        f_new, g_new = probe(t)
        evaluations += 1
        gtd_new = g_new.dot(d)
        steps += 1
        if f_new > (f + c1 * t * gtd) or f_new >= values[low]:
            bracket[high], values[high], slopes[high], along[high] = t, f_new, g_new.clone(), gtd_new
            low, high = (0, 1) if values[0] <= values[1] else (1, 0)
        else:
            if abs(gtd_new) <= -c2 * gtd:
                done = True
            elif gtd_new * (bracket[high] - bracket[low]) >= 0:
                bracket[high], values[high] = bracket[low], values[low]
                slopes[high], along[high] = slopes[low], along[low]
            bracket[low], values[low], slopes[low], along[low] = t, f_new, g_new.clone(), gtd_new
    at = low if len(bracket) > 1 else 0
    return values[at], slopes[at], bracket[at], evaluations


class LBFGS(Optimizer):
    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                 history_size=100, line_search_fn=None):
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(
            lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change, history_size=history_size, line_search_fn=line_search_fn))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]["params"]

    def _gradient(self):
        return torch.cat([
            p.new_zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self._params], 0)

    def _move(self, step, direction):
        at = 0
        for p in self._params:
            p.add_(direction[at:at + p.numel()].view_as(p), alpha=step)
            at += p.numel()

    def step(self, closure):
        with torch.no_grad():
            return self._step(closure)

    def _step(self, closure):
        def run():
            with torch.enable_grad():
                return closure()

        group = self.param_groups[0]
        lr, max_iter, max_eval = group["lr"], group["max_iter"], group["max_eval"]
        search, history = group["line_search_fn"], group["history_size"]
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = run()
        loss = float(first)
        evaluations = 1
        state["func_evals"] += 1
        gradient = self._gradient()
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first
        d, t = state.get("d"), state.get("t")
        ys, ss, ro = state.get("old_dirs"), state.get("old_stps"), state.get("ro")
        scale = state.get("H_diag")
        before, loss_before = state.get("prev_flat_grad"), state.get("prev_loss")
        count = 0
        while count < max_iter:
            count += 1
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                d, ys, ss, ro, scale = gradient.neg(), [], [], [], 1
            else:
                y, s = gradient.sub(before), d.mul(t)
                curvature = y.dot(s)
                if curvature > 1e-10:
                    if len(ys) == history:
                        ys.pop(0)
                        ss.pop(0)
                        ro.pop(0)
                    ys.append(y)
                    ss.append(s)
                    ro.append(1. / curvature)
                    scale = curvature / y.dot(y)
                # Both loops over what is remembered: the inverse Hessian times the gradient.
                q, shares = gradient.neg(), [None] * len(ys)
                for i in range(len(ys) - 1, -1, -1):
                    shares[i] = ss[i].dot(q) * ro[i]
                    q.add_(ys[i], alpha=-shares[i].item())
                d = torch.mul(q, scale)
                for i in range(len(ys)):
                    d.add_(ss[i], alpha=(shares[i] - ys[i].dot(d) * ro[i]).item())
            before = gradient.clone()
            loss_before = loss
            t = min(1., 1. / gradient.abs().sum()) * lr if state["n_iter"] == 1 else lr
            t = float(t)
            slope = gradient.dot(d)
            if slope > -group["tolerance_change"]:
                break
            used = 0
            if search is not None:
                if search != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                start = [p.clone() for p in self._params]

                def probe(step):
                    self._move(float(step), d)
                    value = float(run())
                    slopes = self._gradient()
                    for p, was in zip(self._params, start):
                        p.copy_(was)
                    return value, slopes

                loss, gradient, t, used = _strong_wolfe(probe, t, d, loss, gradient, slope)
                t = float(t)
                self._move(t, d)
                flat = gradient.abs().max() <= group["tolerance_grad"]
            else:
                self._move(t, d)
                flat = False
                if count != max_iter:
                    loss = float(run())
                    gradient = self._gradient()
                    flat = gradient.abs().max() <= group["tolerance_grad"]
                    used = 1
            evaluations += used
            state["func_evals"] += used
            if count == max_iter or evaluations >= max_eval or flat:
                break
            if d.mul(t).abs().max() <= group["tolerance_change"]:
                break
            if abs(loss - loss_before) < group["tolerance_change"]:
                break
        state["d"], state["t"] = d, t
        state["old_dirs"], state["old_stps"], state["ro"] = ys, ss, ro
        state["H_diag"] = scale
        state["prev_flat_grad"], state["prev_loss"] = before, loss_before
        return first
